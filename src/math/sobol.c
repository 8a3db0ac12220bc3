// Sobol sequences: the library's own, handed over as they are.
//
// GSL's sobol (Antonov and Saleev 1979, with the direction numbers of Bratley and Fox 1988, ACM
// TOMS 659).
//
// The points are whole multiples of a power of two, built by exclusive or: they are the same on
// every machine, although GSL hands them over as floating-point numbers.

#include "math/sobol.h"

#include <assert.h>
#include <gsl/gsl_qrng.h>

void sobol_fill(int dimensions, size_t n, double *point)
{
  assert(dimensions >= 1 && dimensions <= SOBOL_DIMENSIONS && n <= (size_t)1 << 29);
  gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)dimensions);
  for (size_t i = 0; i < n; i++) gsl_qrng_get(sequence, point + i * (size_t)dimensions);
  gsl_qrng_free(sequence);
}
