// Threads: the one file that knows pthreads; a browser build puts one in its place that has none.

#pragma once

#include <stdbool.h>

typedef struct Lock Lock;      // a mutex with a condition
typedef struct Crew Crew;      // threads at work

#include "base/memory.h"

// How many cores the program may use.
int crew_cores(void);

// `size` threads, each running work(context, index); size 1 is a thread, too. crew_join waits for
// all of them; what the system gave no thread for it does itself, in turn.
Crew *crew_start(Arena *arena, int size, void (*work)(void *context, int index), void *context);
void  crew_join(Crew *crew);

Lock *lock_open(Arena *arena);
void  lock_close(Lock *lock);
void  lock_hold(Lock *lock);
void  lock_release(Lock *lock);

// Both with the lock held: lock_signal wakes all who wait; lock_wait is false when the time ran
// out.
void  lock_signal(Lock *lock);
bool  lock_wait(Lock *lock, double seconds);
