// as: README.md
// expect: a merge that was not finished
<<<<<<< HEAD
