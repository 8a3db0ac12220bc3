// Shell: words as POSIX shells take them.

#include "report/shell.h"

#include <string.h>

void shell_word(Text *command, const char *word)
{
  static const char plain[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./=,:+@%";
  if (command->length > 0) text_add(command, " ");
  if (word[0] && word[strspn(word, plain)] == '\0') {
    text_add(command, word);
    return;
  }
  text_add(command, "'");
  for (const char *c = word; *c; c++) {
    if (*c == '\'') {
      text_add(command, "'\\''");
    } else {
      text_add_bytes(command, c, 1);
    }
  }
  text_add(command, "'");
}
