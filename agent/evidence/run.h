/*
 * One run of the Hybrid Configuration Wizard, as its own files tell it.  Room: evidence.
 * In: filled by parse from .log, .boot, .cc and OnPremisesOrganization.Comment.  Out: plain
 * records.
 *
 * Times: the wizard's files print local time.  Parsers give every time of an HcRun as printed
 * (@local is TRUE in a new one) with the offset if the file tells it; the builder turns them into
 * UTC, once, as soon as any file of the same stamp tells the offset.
 */
#pragma once

#include "agent/base/text.h"
#include "agent/evidence/fact.h"

/* The record a run leaves in OnPremisesOrganization.Comment, or in part in a .cc file. */
typedef struct {
	HcFactHead head;      /* COLLECTED, or MALFORMED with the reason */
	HcTime time;          /* DateTimeUtcTicks */
	char *client_version; /* "17.0.6981.0"; NULL if absent */
	char *server_version; /* "15.1.2308.8" */
	char *mode;           /* "FullHybrid" */
	char *current_domain;
	gint64 duration_us; /* -1 if absent (a .cc has none) */
	HcTri succeeded;    /* UNKNOWN if absent (a .cc has none) */
	GStrv unknown;      /* "Key=value" of every key we do not know, in order */
} HcRunRecord;

/* A warning or an error the wizard printed. */
typedef struct {
	gboolean is_error;
	guint id;    /* five-digit message id: 10026, 10165, … */
	char *code;  /* "HCW8103"; NULL if the message has none */
	char *text;  /* whole message, continuation lines joined by \n */
	char *task;  /* "MailFlow"; NULL outside tasks */
	char *phase; /* "CheckConfiguration"; NULL outside phases */
	HcTime when; /* as the run's other times: local while HcRun.local, else UTC */
	guint line;  /* 1-based, in the .log */
} HcRunMessage;

typedef struct {
	char *property;
	HcTri equals;
	char *actual;
	char *expected;
} HcRunRow;

/* A comparison table as the wizard printed it (message id 10081). */
typedef struct {
	char *object; /* "Send Connector", … */
	char *phase;  /* "CheckConfiguration", "ValidateConfiguration" */
	guint line;
	GPtrArray *rows; /* HcRunRow */
} HcRunTable;

/* A finished phase: task, phase and its result text ("PASSED (Prerequisites Good)"). */
typedef struct {
	char *task;
	char *phase;
	char *result;
} HcRunPhase;

typedef struct {
	HcFactHead head;
	char *stamp;    /* "20220219_032402": what the files of one run share; NULL if unnamed */
	gboolean local; /* times have no zone yet; hc_evidence_builder_take_run() alone changes that
			 */
	gboolean has_offset; /* @offset_us is known: the .log or .boot told the zone */
	gint64 offset_us;    /* local time minus UTC */
	HcTime started;      /* local time while @local, else UTC; HC_TIME_NONE if not seen */
	HcTime finished;
	char *client_version; /* as the log prints it; NULL if not seen */
	char *machine;        /* "Machine Name" of the log's process table; NULL if not seen */
	char *selected_certificate; /* <I>…<S>… of message 10063; NULL if not seen */
	GPtrArray *messages;        /* HcRunMessage */
	GPtrArray *tables;          /* HcRunTable */
	GPtrArray *phases;          /* HcRunPhase */
} HcRun;

HcRun *hc_run_new(void);
void hc_run_free(HcRun *self);
HcRunRecord *hc_run_record_new(void);
void hc_run_record_free(HcRunRecord *self);
HcRunMessage *hc_run_message_new(void);
void hc_run_message_free(HcRunMessage *self);
HcRunRow *hc_run_row_new(void);
void hc_run_row_free(HcRunRow *self);
HcRunTable *hc_run_table_new(void);
void hc_run_table_free(HcRunTable *self);
HcRunPhase *hc_run_phase_new(void);
void hc_run_phase_free(HcRunPhase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcRun, hc_run_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcRunRecord, hc_run_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcRunMessage, hc_run_message_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcRunRow, hc_run_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcRunTable, hc_run_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcRunPhase, hc_run_phase_free)
