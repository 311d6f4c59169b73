/*
 * Runs a command and prints the KiB of memory that its largest process held at once.
 *
 * peak COMMAND [ARGUMENT...]: what the command prints goes nowhere; the status is the command's.
 * A process that was large before it became the command, as an interpreter is, would count too:
 * this one is small.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOT_STARTED 127

static void
become(char **command)
{
	int nowhere = open("/dev/null", O_WRONLY);

	if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0 || dup2(nowhere, STDERR_FILENO) < 0)
		_exit(NOT_STARTED);
	execvp(command[0], command);
	_exit(NOT_STARTED);
}

int
main(int argc, char **argv)
{
	struct rusage usage = { 0 };
	int status = 0;
	pid_t child = 0;

	if (argc < 2) {
		fputs("usage: peak COMMAND [ARGUMENT...]\n", stderr);
		return EXIT_FAILURE;
	}
	child = fork();
	if (child == 0)
		become(argv + 1);
	if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
		perror(argv[1]);
		return EXIT_FAILURE;
	}
	printf("%ld\n", usage.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE;
}
