/* SIGINT and SIGTERM end a run early; it still writes a report that says so.  Room: app. */
#pragma once

void hc_interrupt_install(void);
/* The signal that came, or 0. */
int hc_interrupt_signal(void);
