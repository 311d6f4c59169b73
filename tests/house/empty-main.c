/* Nothing: the archives linked whole into it must be satisfied by the libraries of their room. */
int
main(void)
{
	return 0;
}
