// as: agent/hcw/x.h
// expect: the first comment names the room
/* Says nothing of where it stands. */
#pragma once
