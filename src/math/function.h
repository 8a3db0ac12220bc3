// Functions: exp, log, tanh and pow of our own, from +, -, *, / and exact tables alone.
//
// libm's results differ between machines in the last bit; these do not. The bounds stated in
// function.c are tested against a high-precision reference. What is to be vectorised uses
// math/exp.h, which gives the same bits.

#pragma once

double math_exp(double x);
double math_log(double x);
double math_tanh(double x);
double math_pow(double x, double y);
