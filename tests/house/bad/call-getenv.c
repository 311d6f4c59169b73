// as: agent/app/x.c
// expect: g_getenv(): the environment is read in one place
static const char *
home(void)
{
	return g_getenv("HOME");
}
