// Normal: the distribution by Cody's rational functions, its inverse by Wichura's.
//
// normal_cdf: W. J. Cody (1969), Rational Chebyshev approximations for the error function, Math.
// Comp. 23, 631-637, rescaled from erf to the normal as in his ANORM (1993, ACM TOMS 19, 22-32):
// one fraction up to 0.67448975, one up to sqrt(32), one beyond, in 1/x^2. There exp(-x^2/2) is
// split at x rounded down to sixteenths, so that the square is exact and the exponent's rounding
// does not grow with x.
//
// normal_quantile: M. J. Wichura (1988), Algorithm AS 241 (PPND16), Applied Statistics 37,
// 477-484: about 1 part in 10^16.

#include "math/normal.h"

#include <math.h>

#include "math/function.h"

// The polynomial c[0] + c[1] x + ... + c[n-1] x^(n-1).
static double evaluate(const double *c, int n, double x)
{
  double sum = c[n - 1];
  for (int i = n - 2; i >= 0; i--) sum = sum * x + c[i];
  return sum;
}

static double fraction(const double *above, const double *below, int n, double x)
{
  return evaluate(above, n, x) / evaluate(below, n, x);
}

// (P(X <= x) - 1/2) / x, by x^2.
static const double centre_above[] = {
  1.8154981253343561249e4, 1.0676894854603709582e3, 1.6102823106855587881e2,
  2.2352520354606839287e0, 6.5682337918207449113e-2};
static const double centre_below[] = {
  4.5507789335026729956e4, 1.0260932208618978205e4, 9.7609855173777669322e2,
  4.7202581904688241870e1, 1.0};

// P(X > x) exp(x^2 / 2), by x.
static const double flank_above[] = {
  9.8427148383839780218e3, 1.1602651437647350124e4, 6.8481904505362823326e3,
  2.4945375852903726711e3, 5.9727027639480026226e2, 9.3506656132177855979e1,
  8.8831497943883759412e0, 3.9894151208813466764e-1, 1.0765576773720192317e-8};
static const double flank_below[] = {
  1.9685429676859990727e4, 3.8912003286093271411e4, 3.4900952721145977266e4,
  1.8615571640885098091e4, 6.4855582982667607550e3, 1.5193775994075548050e3,
  2.3538790178262499861e2, 2.2266688044328115691e1, 1.0};

// (1 / sqrt(2 pi) - x P(X > x) exp(x^2 / 2)) x^2, by 1 / x^2.
static const double far_above[] = {
  2.9112874951168792e-5, 1.421619193227893466e-3, 2.2235277870649807e-2, 1.274011611602473639e-1,
  2.1589853405795699e-1, 2.307344176494017303e-2};
static const double far_below[] = {
  7.29751555083966205e-5, 3.78239633202758244e-3, 6.59881378689285515e-2, 4.68238212480865118e-1,
  1.28426009614491121e0, 1.0};

// P(X > x) for x >= 0.67448975.
static double upper(double x)
{
  double step = floor(x * 16.0) / 16.0;
  double rest = (x - step) * (x + step);
  double fall = math_exp(-0.5 * step * step) * math_exp(-0.5 * rest);

  if (x < 5.656854249492381) return fall * fraction(flank_above, flank_below, 9, x);
  double inverse = 1.0 / (x * x);
  double share = inverse * fraction(far_above, far_below, 6, inverse);
  return fall * (0.39894228040143267794 - share) / x;
}

double normal_cdf(double x)
{
  double side = fabs(x);

  if (isnan(x)) return x;
  if (side < 0.67448975) return 0.5 + x * fraction(centre_above, centre_below, 5, x * x);
  if (side > 40.0) return x > 0 ? 1.0 : 0.0;
  return x > 0 ? 1.0 - upper(side) : upper(side);
}

static const double middle_above[] = {
  3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
  1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
  3.3430575583588128105e4, 2.5090809287301226727e3};
static const double middle_below[] = {
  1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
  2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
  5.2264952788528545610e3};
static const double near_above[] = {
  1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
  3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
  2.27238449892691845833e-2, 7.74545014278341407640e-4};
static const double near_below[] = {
  1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
  1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
  1.05075007164441684324e-9};
static const double tail_above[] = {
  6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
  2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
  2.71155556874348757815e-5, 2.01033439929228813265e-7};
static const double tail_below[] = {
  1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
  7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
  2.04426310338993978564e-15};

double normal_quantile(double p)
{
  double centred = p - 0.5;

  if (!(p >= 0.0 && p <= 1.0)) return (double)NAN;
  if (fabs(centred) <= 0.425) {
    return centred * fraction(middle_above, middle_below, 8, 0.180625 - centred * centred);
  }
  double tail = centred < 0.0 ? p : 1.0 - p;
  if (tail == 0.0) return centred < 0.0 ? -(double)INFINITY : (double)INFINITY;
  double root = sqrt(-math_log(tail));
  double side = root <= 5.0 ? fraction(near_above, near_below, 8, root - 1.6)
                            : fraction(tail_above, tail_below, 8, root - 5.0);
  return centred < 0.0 ? -side : side;
}
