// Threads under test: each does its own part, locks keep them apart, waits end.

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/thread.h"

typedef struct Shared {
  Lock *lock;
  int   done[64];
  long  sum;
  bool  open;
} Shared;

static void work(void *context, int index)
{
  Shared *shared = context;
  shared->done[index]++;
  for (int i = 0; i < 10000; i++) {
    lock_hold(shared->lock);
    shared->sum += index;
    lock_release(shared->lock);
  }
}

static void every_thread_does_its_own_part(void **state)
{
  (void)state;
  for (int size = 1; size <= 16; size *= 4) {
    Arena *arena = arena_open();
    Shared shared = {.lock = lock_open(arena)};
    crew_join(crew_start(arena, size, work, &shared));
    for (int i = 0; i < 64; i++) assert_int_equal(shared.done[i], i < size);
    assert_int_equal(shared.sum, 10000L * size * (size - 1) / 2);
    lock_close(shared.lock);
    arena_close(arena);
  }
}

static void there_is_at_least_one_core(void **state)
{
  (void)state;
  assert_in_range(crew_cores(), 1, 100000);
}

static double now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void a_wait_ends_when_its_time_has_run_out(void **state)
{
  Arena *arena = arena_open();
  Lock  *lock = lock_open(arena);
  double before = now();
  (void)state;
  lock_hold(lock);
  while (lock_wait(lock, 0.05)) {
  }
  assert_true(now() - before >= 0.05);
  assert_false(lock_wait(lock, 0));
  assert_false(lock_wait(lock, -1));
  lock_release(lock);
  lock_close(lock);
  arena_close(arena);
}

static void pass_gate(void *context, int index)
{
  Shared *shared = context;
  lock_hold(shared->lock);
  while (!shared->open) lock_wait(shared->lock, 1e300);
  shared->done[index] = 1;
  lock_release(shared->lock);
}

static void a_signal_wakes_all_who_wait(void **state)
{
  Arena *arena = arena_open();
  Shared shared = {.lock = lock_open(arena)};
  (void)state;
  Crew *crew = crew_start(arena, 4, pass_gate, &shared);
  lock_hold(shared.lock);
  shared.open = true;
  lock_signal(shared.lock);
  lock_release(shared.lock);
  crew_join(crew);
  for (int i = 0; i < 4; i++) assert_int_equal(shared.done[i], 1);
  lock_close(shared.lock);
  arena_close(arena);
}

static void look_at_signals(void *context, int index)
{
  Shared  *shared = context;
  sigset_t blocked;
  pthread_sigmask(SIG_SETMASK, NULL, &blocked);
  shared->done[index] = sigismember(&blocked, SIGINT) && sigismember(&blocked, SIGTERM);
}

static void signals_stay_with_the_first_thread(void **state)
{
  Arena   *arena = arena_open();
  Shared   shared = {.lock = NULL};
  sigset_t own;
  (void)state;
  crew_join(crew_start(arena, 2, look_at_signals, &shared));
  assert_true(shared.done[0] && shared.done[1]);
  pthread_sigmask(SIG_SETMASK, NULL, &own);
  assert_false(sigismember(&own, SIGINT));
  arena_close(arena);
}

static void count(void *context, int index)
{
  Shared *shared = context;
  shared->done[index]++;
}

// A child whom the system gives no threads; the superuser would get them.
static void what_got_no_thread_is_done_all_the_same(void **state)
{
  int status;
  (void)state;
  pid_t child = fork();
  if (child == 0) {
    Arena        *arena = arena_open();
    Shared        shared = {.lock = NULL};
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_NPROC, &none);
    if (geteuid() == 0 && setuid(65534) != 0) _exit(99);
    crew_join(crew_start(arena, 8, count, &shared));
    int n = 0;
    for (int i = 0; i < 8; i++) n += shared.done[i];
    _exit(n);
  }
  waitpid(child, &status, 0);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 8);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_thread_does_its_own_part),
    cmocka_unit_test(there_is_at_least_one_core),
    cmocka_unit_test(a_wait_ends_when_its_time_has_run_out),
    cmocka_unit_test(a_signal_wakes_all_who_wait),
    cmocka_unit_test(signals_stay_with_the_first_thread),
    cmocka_unit_test(what_got_no_thread_is_done_all_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
