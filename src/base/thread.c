// Threads: pthreads, started together and waited for together.
//
// Signals stay with the thread that starts the others, so that an interrupt is met in one place.
// Waits with a time limit go by the monotonic clock: a clock that is set meanwhile changes
// nothing.

#ifdef __linux__
#define _GNU_SOURCE   // sched_getaffinity: the cores that a scheduler has granted
#endif

#include "base/thread.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

struct Lock {
  pthread_mutex_t mutex;
  pthread_cond_t  condition;
};

typedef struct Worker {
  Crew     *crew;
  int       index;
  bool      started;
  pthread_t thread;
} Worker;

struct Crew {
  void  (*work)(void *context, int index);
  void   *context;
  int     size;
  Worker *worker;   // (size)
};

int crew_cores(void)
{
#ifdef __linux__
  cpu_set_t granted;
  if (sched_getaffinity(0, sizeof granted, &granted) == 0) return CPU_COUNT(&granted);
#endif
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  return cores > 0 ? (int)cores : 1;
}

static void *begin(void *context)
{
  Worker *worker = context;
  worker->crew->work(worker->crew->context, worker->index);
  return NULL;
}

Crew *crew_start(Arena *arena, int size, void (*work)(void *context, int index), void *context)
{
  assert(size > 0);
  Crew *crew = arena_take(arena, 1, sizeof *crew);
  *crew = (Crew){.work = work, .context = context, .size = size};
  crew->worker = arena_take(arena, (size_t)size, sizeof *crew->worker);
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  for (int i = 0; i < size; i++) {
    Worker *worker = &crew->worker[i];
    worker->crew = crew;
    worker->index = i;
    worker->started = pthread_create(&worker->thread, NULL, begin, worker) == 0;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return crew;
}

void crew_join(Crew *crew)
{
  for (int i = 0; i < crew->size; i++) {
    if (!crew->worker[i].started) begin(&crew->worker[i]);
  }
  for (int i = 0; i < crew->size; i++) {
    if (crew->worker[i].started) pthread_join(crew->worker[i].thread, NULL);
  }
}

static void must(int failure)
{
  assert(failure == 0);
  (void)failure;
}

Lock *lock_open(Arena *arena)
{
  Lock              *lock = arena_take(arena, 1, sizeof *lock);
  pthread_condattr_t attributes;
  must(pthread_mutex_init(&lock->mutex, NULL));
  must(pthread_condattr_init(&attributes));
  must(pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC));
  must(pthread_cond_init(&lock->condition, &attributes));
  pthread_condattr_destroy(&attributes);
  return lock;
}

void lock_close(Lock *lock)
{
  must(pthread_cond_destroy(&lock->condition));
  must(pthread_mutex_destroy(&lock->mutex));
}

void lock_hold(Lock *lock)
{
  must(pthread_mutex_lock(&lock->mutex));
}

void lock_release(Lock *lock)
{
  must(pthread_mutex_unlock(&lock->mutex));
}

void lock_signal(Lock *lock)
{
  must(pthread_cond_broadcast(&lock->condition));
}

bool lock_wait(Lock *lock, double seconds)
{
  static const double for_ever = 1e8;   // three years; also what does not fit a clock
  struct timespec     until;
  if (!(seconds > 0)) seconds = 0;
  if (seconds > for_ever) seconds = for_ever;
  clock_gettime(CLOCK_MONOTONIC, &until);
  time_t whole = (time_t)seconds;
  long   nanoseconds = until.tv_nsec + (long)((seconds - (double)whole) * 1e9);
  until.tv_sec += whole + nanoseconds / 1000000000;
  until.tv_nsec = nanoseconds % 1000000000;
  int failure = pthread_cond_timedwait(&lock->condition, &lock->mutex, &until);
  assert(failure == 0 || failure == ETIMEDOUT);
  return failure == 0;
}
