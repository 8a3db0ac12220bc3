// Functions: exp, log, tanh and pow of our own, from +, -, *, / and exact tables alone.
//
// libm's results differ between machines in the last bit; these do not. One source serves the
// scalar and the vector form, so both give the same bits. The bounds stated in function.c are
// tested against a high-precision reference.

#pragma once

double math_exp(double x);
double math_log(double x);
double math_tanh(double x);
double math_pow(double x, double y);

// y[i] = exp(x[i]); x and y may be the same.
void math_exp_all(const double *x, double *y, int n);
