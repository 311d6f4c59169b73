// as: agent/parse/x.c
// expect: strcpy(): no bound
static void
copy(char *to, const char *from)
{
	strcpy(to, from);
}
