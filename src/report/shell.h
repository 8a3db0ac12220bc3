// Shell: commands to be copied.

#pragma once

#include "base/text.h"

// Adds a word to a command, in quotes where a shell would take it for something else.
void shell_word(Text *command, const char *word);
