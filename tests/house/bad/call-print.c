// as: checks/x.c
// expect: printf(): only the program prints
static void
say(void)
{
	printf("hello");
}
