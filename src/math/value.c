// Values: one word becomes one number, through the quantile function of its distribution.
//
// With F the distribution function and u the uniform number of the word, the number is F^-1(u);
// within bounds it is F^-1(F(low) + u (F(high) - F(low))), which has the distribution of drawing
// again until the number is inside, at the price of one word. A normal that is cut off above its
// mean is mirrored first, since F is exact to the last digit only in its lower tail. Exponential
// and geometric numbers have no memory: within bounds they start anew at the lower one. Rounding
// can carry a number past a bound by its last digit; it is held there.

#include "math/value.h"

#include <assert.h>
#include <math.h>

#include "math/chance.h"
#include "math/function.h"
#include "math/normal.h"

static double larger(double a, double b)
{
  return a > b ? a : b;
}

static double smaller(double a, double b)
{
  return a < b ? a : b;
}

static double hold(double x, double low, double high)
{
  return smaller(larger(x, low), high);
}

// The bounds of a normal value in standard deviations from its mean; `mirrored` if taken on the
// other side.
typedef struct Cut {
  double low, high;
  bool   mirrored;
} Cut;

static Cut cut_normal(const Value *value)
{
  double low = (value->low - value->a) / value->b, high = (value->high - value->a) / value->b;
  return low > 0.0 ? (Cut){-high, -low, true} : (Cut){low, high, false};
}

static double draw_normal(const Value *value, uint64_t word)
{
  if (value->b == 0.0) return value->a;
  if (!value->bounded) return value->a + value->b * chance_normal(word);

  Cut    cut = cut_normal(value);
  double below = normal_cdf(cut.low), share = chance_uniform(word) + 0x1p-54;
  double p = below + (cut.mirrored ? 1.0 - share : share) * (normal_cdf(cut.high) - below);
  double z = hold(normal_quantile(p), cut.low, cut.high);
  return hold(value->a + value->b * (cut.mirrored ? -z : z), value->low, value->high);
}

// The interval in which a uniform value lies.
static void bound_uniform(const Value *value, double *low, double *high)
{
  *low = value->bounded ? larger(value->a, value->low) : value->a;
  *high = value->bounded ? smaller(value->b, value->high) : value->b;
}

static double draw_uniform(const Value *value, uint64_t word)
{
  double low, high;
  bound_uniform(value, &low, &high);
  double x = low + (high - low) * chance_uniform(word);
  return x < high ? x : low;
}

// The least that a number without memory can be (of one whose least is `first`), and how far it
// can go beyond.
static double bound_rest(const Value *value, double first, double *reach)
{
  double low = value->bounded ? larger(first, value->low) : first;
  *reach = value->bounded ? value->high - low : (double)INFINITY;
  return low;
}

static double draw_exponential(const Value *value, uint64_t word)
{
  double reach, low = bound_rest(value, 0.0, &reach);
  if (value->a == 0.0) return low;
  double inside = 1.0 - math_exp(-reach / value->a);
  return low + hold(-value->a * math_log(1.0 - chance_uniform(word) * inside), 0.0, reach);
}

// As for bound_rest, in whole steps from one.
static double bound_steps(const Value *value, double *reach)
{
  double low = value->bounded ? larger(1.0, -floor(-value->low)) : 1.0;
  *reach = value->bounded ? floor(value->high) - low : (double)INFINITY;
  return low;
}

static double draw_geometric(const Value *value, uint64_t word)
{
  double reach, low = bound_steps(value, &reach);
  if (value->a <= 1.0) return low;
  double stay = math_log(1.0 - 1.0 / value->a);
  double inside = 1.0 - math_exp((reach + 1.0) * stay);
  return low + hold(floor(math_log(1.0 - chance_uniform(word) * inside) / stay), 0.0, reach);
}

// The weight of a level; 0 for one out of bounds.
static double weigh_level(const Value *value, int i)
{
  double level = value->level[i];
  if (value->bounded && !(level >= value->low && level <= value->high)) return 0.0;
  return value->upto[i] - (i > 0 ? value->upto[i - 1] : 0.0);
}

static double weigh_levels(const Value *value)
{
  double sum = 0.0;
  for (int i = 0; i < value->n_levels; i++) sum += weigh_level(value, i);
  return sum;
}

// The levels within the bounds by their weights.
static double draw_bounded_choice(const Value *value, uint64_t word)
{
  double rest = chance_uniform(word) * weigh_levels(value);
  int    last = 0;

  for (int i = 0; i < value->n_levels; i++) {
    double weight = weigh_level(value, i);
    if (weight <= 0.0) continue;
    if (rest < weight) return value->level[i];
    rest -= weight;
    last = i;
  }
  return value->level[last];
}

static double draw_choice(const Value *value, uint64_t word)
{
  if (value->bounded) return draw_bounded_choice(value, word);
  double share = chance_uniform(word);
  int    i = 0;
  while (i < value->n_levels - 1 && share >= value->upto[i]) i++;
  return value->level[i];
}

double value_draw(const Value *value, uint64_t word)
{
  switch (value->form) {
    case VALUE_CONSTANT: return value->a;
    case VALUE_NORMAL: return draw_normal(value, word);
    case VALUE_UNIFORM: return draw_uniform(value, word);
    case VALUE_EXPONENTIAL: return draw_exponential(value, word);
    case VALUE_GEOMETRIC: return draw_geometric(value, word);
    case VALUE_CHOICE: return draw_choice(value, word);
  }
  assert(false && "a form of value without a draw");
  return 0.0;
}

// The mean of a normal between two bounds, in standard deviations: (phi(low) - phi(high)) /
// (F(high) - F(low)); where the bounds are so close that this cancels, the density is as good as
// a straight line.
static double average_cut(Cut cut)
{
  double middle = 0.5 * (cut.low + cut.high), width = cut.high - cut.low;
  if (width < 1e-3) return middle * (1.0 - width * width / 12.0);
  double density = math_exp(-0.5 * cut.low * cut.low) - math_exp(-0.5 * cut.high * cut.high);
  return 0.39894228040143267794 * density / (normal_cdf(cut.high) - normal_cdf(cut.low));
}

static double average_normal(const Value *value)
{
  if (!value->bounded || value->b == 0.0) return value->a;
  Cut    cut = cut_normal(value);
  double z = average_cut(cut);
  return hold(value->a + value->b * (cut.mirrored ? -z : z), value->low, value->high);
}

// low + a - reach / (exp(reach / a) - 1), by its series where that cancels.
static double average_exponential(const Value *value)
{
  double reach, low = bound_rest(value, 0.0, &reach);
  if (value->a == 0.0) return low;
  double t = reach / value->a;
  if (t < 0.01) return low + reach * (0.5 - t / 12.0 + t * t * t / 720.0);
  if (t > 700.0) return low + value->a;
  return low + value->a - reach / (math_exp(t) - 1.0);
}

// As above in whole steps: n of them can be taken, each with the chance 1 - 1 / a.
static double average_geometric(const Value *value)
{
  double reach, low = bound_steps(value, &reach), n = reach + 1.0;
  if (value->a <= 1.0) return low;
  double t = -n * math_log(1.0 - 1.0 / value->a);
  if (t > 700.0) return low + value->a - 1.0;
  return low + value->a - 1.0 - n / (math_exp(t) - 1.0);
}

static double average_choice(const Value *value)
{
  double sum = 0.0;
  for (int i = 0; i < value->n_levels; i++) {
    double weight = weigh_level(value, i);
    if (weight > 0.0) sum += weight * value->level[i];
  }
  return sum / weigh_levels(value);
}

double value_mean(const Value *value)
{
  double low, high;
  switch (value->form) {
    case VALUE_CONSTANT: return value->a;
    case VALUE_NORMAL: return average_normal(value);
    case VALUE_UNIFORM: bound_uniform(value, &low, &high); return low + 0.5 * (high - low);
    case VALUE_EXPONENTIAL: return average_exponential(value);
    case VALUE_GEOMETRIC: return average_geometric(value);
    case VALUE_CHOICE: return average_choice(value);
  }
  assert(false && "a form of value without a mean");
  return 0.0;
}

static bool is_possible_normal(const Value *value)
{
  if (value->b == 0.0) return value->a >= value->low && value->a <= value->high;
  Cut cut = cut_normal(value);
  return normal_cdf(cut.high) > normal_cdf(cut.low);
}

bool value_possible(const Value *value)
{
  double low, high, reach;
  if (!value->bounded) return true;
  if (!(value->low <= value->high)) return false;
  switch (value->form) {
    case VALUE_CONSTANT: return value->a >= value->low && value->a <= value->high;
    case VALUE_NORMAL: return is_possible_normal(value);
    case VALUE_UNIFORM: bound_uniform(value, &low, &high); return low <= high;
    case VALUE_EXPONENTIAL: bound_rest(value, 0.0, &reach); return reach >= 0.0;
    case VALUE_GEOMETRIC: bound_steps(value, &reach); return reach >= 0.0;
    case VALUE_CHOICE: return weigh_levels(value) > 0.0;
  }
  return false;
}
