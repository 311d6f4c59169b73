// as: tests/unit/test-x.c
// expect: named after its story
void
add(void)
{
	g_test_add_func("/hcw/x/7", test_seven);
}
