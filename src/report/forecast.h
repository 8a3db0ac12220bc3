// Forecast: what running an experiment would come to, in words.

#pragma once

#include "base/text.h"
#include "experiment/estimate.h"

// Conditions, seeds and runs; time on `jobs` threads and where it is from; room on the disk.
void forecast_write(const Study *study, const Estimate *estimate, int jobs, Text *out);
