// Register: every kind there is; the build writes the arrays from the plug rooms' listings.

#pragma once

#include "kind/agent.h"
#include "kind/env.h"
#include "kind/measure.h"
#include "kind/network.h"
#include "kind/plasticity.h"
#include "kind/policy.h"
#include "kind/signal.h"

// NULL-terminated, in the order of their names; a measure file is an array ended by an entry
// without name.
extern const EnvKind *const        env_kinds[];
extern const NetworkKind *const    network_kinds[];
extern const AgentKind *const      agent_kinds[];
extern const PolicyKind *const     policy_kinds[];
extern const SignalKind *const     signal_kinds[];
extern const PlasticityKind *const plasticity_kinds[];
extern const MeasureKind *const    measure_kinds[];
