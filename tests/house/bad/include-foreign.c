// as: checks/x.c
// expect: room checks may not use <gio/gio.h>
#include <gio/gio.h>
