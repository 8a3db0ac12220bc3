// Broadcast: one number for all synapses, the error times a gain.
//
// Schultz, Dayan & Montague (1997): dopamine carries the reward prediction error, the same
// everywhere. Negative errors may have a gain of their own (Bayer & Glimcher 2005: firing cannot
// fall far below its baseline).

#include "kind/signal.h"

WIDE static void release(const Model *model, Cohort *cohort)
{
  (void)model;
  signal_release_error(cohort);
}

const SignalKind signal_broadcast = {
    .kind =
        {
            .name      = "broadcast",
            .about     = "one number for all synapses: the error times a gain",
            .source    = "Schultz, Dayan & Montague (1997)",
            .equations = "dopamine = gain delta + noise z",
            .example   = "model:\n  signal: {kind: broadcast, gain: 1}\n",
        },
    .release = release,
};
