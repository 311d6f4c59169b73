// as: packaging/run
// expect: a host that others cannot reach
registry=http://10.0.0.7/npm
