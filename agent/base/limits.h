/*
 * Every bound in the program: name, unit, reason.  Room: base.
 * A limit that is reached is reported with its name and the place; nothing is cut silently.
 */
#pragma once

/* --- inputs as a whole ------------------------------------------------------------------------ */
#define HC_LIMIT_INPUT_BYTES                                                                       \
	(1024LL * 1024 * 1024) /* octets per file; real ones are below 30 MB                       \
				*/
#define HC_LIMIT_RUN_BYTES (2LL * 1024 * 1024 * 1024) /* octets of all inputs of one run */
#define HC_LIMIT_INPUT_FILES 10000 /* files per run; a wizard folder of ten years has some 500 */
#define HC_LIMIT_FOLDER_DEPTH 16   /* nested folders walked; support packages use 3 */
#define HC_LIMIT_ENTRY_BYTES                                                                       \
	(256LL * 1024 * 1024) /* octets of one archive entry: it is unpacked in memory */
#define HC_LIMIT_ARCHIVE_RATIO                                                                     \
	200 /* octets out per octet in; UTF-16 exports reach 60, bombs 1000 */
#define HC_LIMIT_ARCHIVE_FREE_BYTES                                                                \
	(16LL * 1024 * 1024)              /* octets any archive may give, whatever its ratio */
#define HC_LIMIT_CHUNK_BYTES (256 * 1024) /* octets handed to a parser at once */
#define HC_LIMIT_SNIFF_BYTES 4096         /* octets looked at to recognise a file */
#define HC_LIMIT_WARNINGS 50 /* warnings kept per input; the rest is counted in one line */

/* --- XML -------------------------------------------------------------------------------------- */
#define HC_LIMIT_XML_DEPTH 64                    /* open elements; an .xhcw needs 6 */
#define HC_LIMIT_XML_ATTRIBUTES 64               /* attributes per start tag; an .xhcw needs 4 */
#define HC_LIMIT_XML_ELEMENTS (32 * 1000 * 1000) /* start tags per file */
#define HC_LIMIT_XML_TEXT (1024 * 1024)          /* octets per attribute value or text we keep */
#define HC_LIMIT_XML_RESUMES 40 /* places of damage read over; fewer than HC_LIMIT_WARNINGS */

/* --- JSON ------------------------------------------------------------------------------------- */
#define HC_LIMIT_JSON_BYTES                                                                        \
	(64 * 1024 * 1024) /* octets of one JSON export; 500 connectors are some 10 MiB */
#define HC_LIMIT_JSON_DEPTH                                                                        \
	64 /* open brackets; ConvertTo-Json writes up to 100, exports need 6                       \
	    */
#define HC_LIMIT_JSON_TEXT (1024 * 1024) /* octets of one value we keep */

/* --- CLIXML ----------------------------------------------------------------------------------- */
#define HC_LIMIT_CLIXML_DEPTH 128  /* open elements; PowerShell nests 50 objects, each in two */
#define HC_LIMIT_CLIXML_NESTING 50 /* objects in objects; PowerShell writes and reads no more */
#define HC_LIMIT_CLIXML_REFIDS (8 * 1000 * 1000) /* identifiers of objects per file */
#define HC_LIMIT_CLIXML_NAMES 4096               /* spellings of property names remembered */
#define HC_LIMIT_CLIXML_TAGS 4096                /* tags remembered as they were written */
#define HC_LIMIT_CLIXML_OCTETS (4 * 1024 * 1024) /* characters of base64 of one value we keep */
#define HC_LIMIT_CLIXML_ELEMENTS (1000 * 1000)   /* elements put together into one property */
#define HC_LIMIT_CLIXML_TOKENS                                                                     \
	16384 /* tags of one object read at once; larger ones take longer                          \
	       */
#define HC_LIMIT_CLIXML_WAITING (1024 * 1024) /* octets of an object cut by the end of a chunk */

/* --- Exchange objects ------------------------------------------------------------------------- */
#define HC_LIMIT_OBJECTS                                                                           \
	(200 * 1000) /* objects kept per run; 500 servers x 20 connectors is 10 000 */
#define HC_LIMIT_ORGANISATIONS                                                                     \
	100 /* organisations of one side told apart; people have one, seldom two */
#define HC_LIMIT_SERVERS                                                                           \
	500 /* servers of one list judged one by one; the largest real organisations have so many  \
	     */
#define HC_LIMIT_NAMESAKES                                                                         \
	1000 /* objects of one name that are compared to find the same one in another source */
#define HC_LIMIT_PROPERTIES 1024 /* properties per object; OrganizationConfig has 243 */
#define HC_LIMIT_NAME 256        /* octets of a property, cmdlet or parameter name */
#define HC_LIMIT_EVENTS                                                                            \
	(20 * 1000) /* cmdlets per .xhcw; a real run has 100, with 500 servers 5000 */
#define HC_LIMIT_KEPT_BYTES (256LL * 1024 * 1024) /* octets of results kept per .xhcw */
#define HC_LIMIT_DER (64 * 1024) /* octets of one certificate; real ones are below 4 KiB */
#define HC_LIMIT_CERT_NAMES 1024 /* subject alternative names of one certificate */
#define HC_LIMIT_CERT_URLS                                                                         \
	32 /* URLs of one kind in one certificate; Windows CAs write an LDAP and an HTTP one */
#define HC_LIMIT_URL 2048 /* octets of a URL; those of certificates have some 80 */
#define HC_LIMIT_CERT_FILE_BYTES                                                                   \
	(4 * 1024 * 1024) /* octets of a certificate file; all of Mozilla's roots are 220 KiB */
#define HC_LIMIT_CERT_FILE_CERTS 512 /* certificates of one file; Mozilla's roots are 144 */
#define HC_LIMIT_PEM_LINE 1024       /* octets of a line around PEM blocks that is looked at */
#define HC_LIMIT_CHAIN_DEPTH 16      /* issuers above a leaf; real chains have up to 4 */
#define HC_LIMIT_CHAIN_TRIES 64      /* paths tried for one leaf; cross-signed ones need 2 or 3 */
#define HC_LIMIT_CHAIN_NOTES 256     /* remarks about one chain that are kept */
#define HC_LIMIT_CHAIN_NAMES 64      /* issuer names asked of the trust store for one leaf */
#define HC_LIMIT_ISSUERS 4096        /* issuers remembered from one chain to the next */
#define HC_LIMIT_ANCHORS_PER_HASH                                                                  \
	10                    /* files with one subject hash in a trust folder; 2 are many         \
			       */
#define HC_LIMIT_OID 128      /* characters of a dotted OID; the longest in use have 40 */
#define HC_LIMIT_DN_RDNS 64   /* relative distinguished names in one X.500 name */
#define HC_LIMIT_DN_TEXT 4096 /* octets of one printed X.500 name; Exchange allows 1024 */

/* --- the wizard's log and record -------------------------------------------------------------- */
#define HC_LIMIT_LINE (256 * 1024)       /* octets per log line; HCW prints whole objects in one */
#define HC_LIMIT_LOG_ENTRY (1024 * 1024) /* octets of one entry with its continuation lines */
#define HC_LIMIT_RUN_MESSAGES 1000       /* errors and warnings kept per run */
#define HC_LIMIT_RUN_TEXT (16 * 1024 * 1024) /* octets of messages and tables kept per log */
#define HC_LIMIT_RUN_TABLES 200      /* comparison tables kept per run; 6 to 12 are printed */
#define HC_LIMIT_TABLE_ROWS 64       /* rows per comparison table; the longest has 12 */
#define HC_LIMIT_RUN_PHASES 1000     /* finished phases kept per run; a run has 36 */
#define HC_LIMIT_COMMENT (64 * 1024) /* octets of base64 in OnPremisesOrganization.Comment */
#define HC_LIMIT_COMMENT_INFLATED                                                                  \
	(1024 * 1024)                      /* octets after inflating; real records have 2 KiB */
#define HC_LIMIT_RECORD_KEYS 64            /* keys of one run record; 11 are known */
#define HC_LIMIT_RECORD_BYTES (256 * 1024) /* octets of a .cc file */

/* --- our own collections --------------------------------------------------------------------- */
#define HC_LIMIT_MANIFEST_BYTES                                                                    \
	(8 * 1024 * 1024) /* octets of a manifest; 500 servers make 1100 entries of 400 octets */
#define HC_LIMIT_MANIFEST_ENTRIES 10000 /* cmdlets named in one manifest */

/* --- the network ------------------------------------------------------------------------------ */
#define HC_LIMIT_LOOKUPS 32              /* names that are resolved at once, each in a thread */
#define HC_LIMIT_ADDRESSES 64            /* addresses of one name; pools have some 10 */
#define HC_LIMIT_SMTP_LINE 2048          /* octets of a line; RFC 5321 4.5.3.1.5 allows 512 */
#define HC_LIMIT_SMTP_LINES 256          /* lines of one reply; EHLO has some 20 */
#define HC_LIMIT_SMTP_REPLY (64 * 1024)  /* octets of one reply; EHLO has some 500 */
#define HC_LIMIT_TLS_BYTES (512 * 1024)  /* octets of TLS of one SMTP session; chains have 8 KiB */
#define HC_LIMIT_TRANSCRIPT_RECORDS 4096 /* records of one connection; an SMTP session has 30 */
#define HC_LIMIT_TRANSCRIPT_BYTES                                                                  \
	(512 * 1024) /* octets of one connection that are kept; chains have 8 KiB */
#define HC_LIMIT_NETWORK_FACTS 100000  /* sessions, connects … of one run; large ones have 1000 */
#define HC_LIMIT_HTTP_HEAD (64 * 1024) /* octets of the heads of one answer; ours have 2 KiB */
#define HC_LIMIT_REDIRECTS 16          /* redirects of one request; Autodiscover allows 10 */
#define HC_LIMIT_STAPLE (64 * 1024)    /* octets of a stapled OCSP response; they have some 500 */
#define HC_LIMIT_EHLO_LINES 256        /* keyword lines of one reply to EHLO; Exchange has 15 */
#define HC_LIMIT_SESSION_TEXT (16 * 1024)          /* octets of one session as it is shown */
#define HC_LIMIT_TRANSCRIPT_TEXT (4 * 1024 * 1024) /* octets of a transcript written down */

/* --- evidence and reports --------------------------------------------------------------------- */
#define HC_LIMIT_IPSET_RANGES (1000 * 1000) /* ranges in one address set */
#define HC_LIMIT_WAIVERS 1000               /* waivers in force; each is looked at per failure */
#define HC_LIMIT_WAIVER_BYTES (1024 * 1024) /* octets per file of waivers.d */
#define HC_LIMIT_REPORT_TEXT 400 /* characters of one foreign value shown inside a sentence */

/* --- shipped data ----------------------------------------------------------------------------- */
#define HC_LIMIT_BUILDS_BYTES (256 * 1024) /* octets of exchange-builds.json; ours has 20 KiB */
#define HC_LIMIT_BUILD_PRODUCTS 64         /* versions of Exchange; there were five in ten years */
#define HC_LIMIT_BUILD_UPDATES 200         /* cumulative updates of one version; 2016 had 23 */
#define HC_LIMIT_BUILD_FLOORS 200          /* things that need a least build */
#define HC_LIMIT_BOUNCES_BYTES                                                                     \
	(256 * 1024)              /* octets of exchange-online-replies.json; ours has 12 KiB */
#define HC_LIMIT_BOUNCE_ROWS 200  /* replies of Exchange Online; ours has some 30 */
#define HC_LIMIT_BOUNCE_TEXT 2048 /* octets of one text; the longest documented has 300 */

/* --- probes ----------------------------------------------------------------------------------- */
#define HC_LIMIT_CONFIG_BYTES (1024 * 1024) /* octets of one configuration file */
#define HC_LIMIT_REVOCATION_HOSTS                                                                  \
	64 /* hosts asked because certificates name them; both chains together have 10 */
#define HC_LIMIT_QUESTIONS 20000      /* of one run; 1 000 addresses in every version: 5 000 */
#define HC_LIMIT_ROUNDS 8             /* of questions that follow from answers; 4 are usual */
#define HC_LIMIT_TARGETS 10000        /* names or addresses of one list of targets */
#define HC_LIMIT_TIMEOUT_S 3600       /* seconds of --timeout */
#define HC_LIMIT_BUDGET_S (24 * 3600) /* seconds of --budget */
#define HC_LIMIT_CONCURRENCY 4096     /* connections at once; --concurrency is 256 */
