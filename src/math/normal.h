// Normal: the standard normal distribution and its inverse, from our own exp and log.

#pragma once

// P(X <= x), relative error at most 1e-15 while the result is a normal number.
double normal_cdf(double x);

// The x with normal_cdf(x) = p, relative error at most 1e-15; -inf at 0, inf at 1, NaN outside.
double normal_quantile(double p);
