// Width: one body compiled for each width of vector registers; the machine's own is run.
//
//   INLINED void add(double *x) {...}                        the body, a plain loop over lanes
//   static void add_narrow(double *x) { add(x); }            two doubles at a time (SSE2), or any
//   AT_AVX2 static void add_avx2(double *x) { add(x); }      four
//   AT_AVX512 static void add_avx512(double *x) { add(x); }  eight
//
// Without fused multiply-add all of them give the same bits. Other processors and compilers
// have the first alone: there the others are the same code, and width_here says 0.

#pragma once

#define INLINED static inline __attribute__((always_inline))

enum { WIDTHS = 3 };

#if defined(__x86_64__) && defined(__clang__)
#define AT_AVX2 __attribute__((target("avx2")))
#define AT_AVX512 __attribute__((target("avx512f")))
#elif defined(__x86_64__) && defined(__GNUC__)
#define AT_AVX2 __attribute__((target("avx2")))
#define AT_AVX512 __attribute__((target("avx512f,prefer-vector-width=512")))
#else
#define AT_AVX2
#define AT_AVX512
#endif

// The widest that this machine has: 0 narrow, 1 AVX2, 2 AVX-512.
static inline int width_here(void)
{
#if defined(__x86_64__) && defined(__GNUC__)
  if (__builtin_cpu_supports("avx512f")) return 2;
  if (__builtin_cpu_supports("avx2")) return 1;
#endif
  return 0;
}
