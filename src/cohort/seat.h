// Seats: where animals, phases and episodes begin.

#pragma once

#include "cohort/cohort.h"

void seat_animal(const Model *model, Cohort *cohort, int lane, const Animal *animal);
void seat_nobody(const Model *model, Cohort *cohort, int lane);

// Begins a phase. `word` decides where its first episode starts. With `go_on` the episode of the
// last phase goes on, from the same state if the new world has it, else from the start.
void seat_phase(const Model *model, Cohort *cohort, int lane, int phase, uint64_t word,
                bool go_on);

// Begins the lane's episode number `episode`.
void seat_episode(const Model *model, Cohort *cohort, int lane, uint64_t word);
