// Terminal under test: small charts byte by byte, widths, and whatever comes.

#include "report/terminal.h"

#include "sample.h"

static Tensor *make_ramp(Arena *arena)
{
  static const char *const groups[] = {"up", "down"};
  TensorAxis axis[2] = {sample_names(arena, "group", 2, groups),
                        sample_numbers(arena, "episode", 11, 0, 1)};
  Tensor *tensor = tensor_make(arena, 2, axis);
  for (size_t i = 0; i < 11; i++) {
    tensor->value[i] = (double)i;
    tensor->value[11 + i] = (double)(10 - i);
  }
  return tensor;
}

static void letters_draw_lines_where_there_is_no_utf8(void **state)
{
  Text     out = {.arena = arena_open()};
  Terminal terminal = {.width = 40, .height = 5};
  Figure   figure = {.title = "Two ways", .measure = "m", .against = "episode", .lines = "group"};
  (void)state;
  terminal_curves(out.arena, &terminal, &figure, make_ramp(out.arena), &out);
  assert_string_equal(out.start, "Two ways\n"
                                 "m\n"
                                 " 10+bbbbbb               aaaaaa  a up\n"
                                 "   |     bbbbbb     aaaaaa       b down\n"
                                 "  5+          bbbbbbb\n"
                                 "   |     aaaaaa     bbbbbb\n"
                                 "  0+aaaaaa               bbbbbb\n"
                                 "   ++------------+------------+\n"
                                 "    0            5           10\n"
                                 "              episode\n");
  arena_close(out.arena);
}

static void dots_draw_lines_where_there_is(void **state)
{
  Text       out = {.arena = arena_open()};
  Terminal   terminal = {.width = 40, .height = 4, .utf8 = true};
  Figure     figure = {.against = "time"};
  TensorAxis axis = sample_numbers(out.arena, "time", 2, 0, 1);
  Tensor    *tensor = tensor_make(out.arena, 1, &axis);
  (void)state;
  tensor->value[0] = 0;
  tensor->value[1] = 1;
  terminal_curves(out.arena, &terminal, &figure, tensor, &out);
  assert_string_equal(out.start, " 1.0┤                          ⣀⣀⠤⠤⠔⠒⠊⠉\n"
                                 "    │                 ⣀⣀⠤⠤⠔⠒⠊⠉⠉\n"
                                 " 0.5┤        ⣀⣀⡠⠤⠔⠒⠒⠉⠉\n"
                                 " 0.0┤⣀⡠⠤⠔⠒⠒⠉⠉\n"
                                 "    └┬────────────────┬───────────────┬\n"
                                 "     0.0             0.5             1.0\n"
                                 "                    time\n");
  arena_close(out.arena);
}

static void no_line_is_wider_than_the_terminal(void **state)
{
  (void)state;
  for (int width = 40; width < 140; width += 7) {
    for (int utf8 = 0; utf8 < 2; utf8++) {
      Text     out = {.arena = arena_open()};
      Terminal terminal = {.width = width, .utf8 = utf8 == 1};
      Figure   figure = {.against = "episode", .lines = "group"};
      terminal_curves(out.arena, &terminal, &figure, sample_curves(out.arena, 10, 5, 300), &out);
      for (char *line = strtok(out.start, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        assert_true(terminal_width(line) <= width);
        assert_null(strchr(line, '\033'));
        for (const char *c = line; utf8 == 0 && *c != '\0'; c++) assert_true((*c & 0x80) == 0);
      }
      arena_close(out.arena);
    }
  }
}

static void colour_is_only_where_it_is_asked_for(void **state)
{
  Text     out = {.arena = arena_open()};
  Terminal terminal = {.width = 60, .utf8 = true, .colour = true};
  Figure   figure = {.against = "episode", .lines = "group"};
  (void)state;
  terminal_curves(out.arena, &terminal, &figure, make_ramp(out.arena), &out);
  size_t starts = sample_count(out.start, "\033[") - sample_count(out.start, "\033[0m");
  assert_true(starts > 10);
  assert_int_equal(starts, sample_count(out.start, "\033[0m"));
  arena_close(out.arena);
}

static void every_line_is_named_and_lettered(void **state)
{
  Text     out = {.arena = arena_open()};
  Terminal terminal = {.width = 100, .height = 4, .utf8 = true};
  Figure   figure = {.against = "episode", .lines = "group", .panels = NULL};
  (void)state;
  terminal_curves(out.arena, &terminal, &figure, sample_curves(out.arena, 10, 5, 300), &out);
  assert_non_null(strstr(out.start, "  a right\n"));
  assert_non_null(strstr(out.start, "  j even\n"));   // more names than rows
  arena_close(out.arena);
}

static void whatever_comes_is_drawn(void **state)
{
  static const double odd[] = {NAN, INFINITY, -INFINITY, 1e308, -1e308, 0, 5e-324, 1};
  Stream stream = stream_open(8, PURPOSE_ENV);
  (void)state;
  for (int round = 0; round < 200; round++) {
    Text    out = {.arena = arena_open()};
    size_t  n = (size_t)(round % 5) * 30;
    Tensor *tensor = sample_curves(out.arena, (size_t)(round % 3), (size_t)(round % 4), n);
    for (size_t i = 0; i < tensor_size(tensor); i++) {
      tensor->value[i] = round < 10 ? 3 : odd[stream_next(&stream) % (round < 100 ? 8 : 2)];
    }
    Terminal terminal = {.width = round - 20, .height = round % 7, .utf8 = round % 2 == 0};
    Figure   figure = {.against = round % 11 == 0 ? "group" : "episode", .lines = "group",
                       .panels = round % 13 == 0 ? "seed" : NULL, .smooth = (size_t)(round % 3)};
    terminal_curves(out.arena, &terminal, &figure, tensor, &out);
    assert_true(out.length > 0);
    arena_close(out.arena);
  }
}

static void a_locale_says_whether_it_is_utf8(void **state)
{
  (void)state;
  assert_true(terminal_utf8("en_GB.UTF-8"));
  assert_true(terminal_utf8("C.utf8"));
  assert_true(terminal_utf8("de_DE.UTF-8@euro"));
  assert_false(terminal_utf8("C"));
  assert_false(terminal_utf8("en_GB.ISO-8859-1"));
  assert_false(terminal_utf8("en_GB.UTF-88"));
  assert_false(terminal_utf8(NULL));
}

static void padding_counts_characters_and_stops_controls(void **state)
{
  Text out = {.arena = arena_open()};
  (void)state;
  terminal_pad(&out, "\xC3\xA9" "a\033[2J", 4);
  text_add(&out, "|");
  terminal_pad(&out, "\xC3\xA9", 3);
  assert_string_equal(out.start, "\xC3\xA9" "a?[|\xC3\xA9  ");
  assert_int_equal(terminal_width("\xC3\xA9" "a"), 2);
  arena_close(out.arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(letters_draw_lines_where_there_is_no_utf8),
      cmocka_unit_test(dots_draw_lines_where_there_is),
      cmocka_unit_test(no_line_is_wider_than_the_terminal),
      cmocka_unit_test(colour_is_only_where_it_is_asked_for),
      cmocka_unit_test(every_line_is_named_and_lettered),
      cmocka_unit_test(whatever_comes_is_drawn),
      cmocka_unit_test(a_locale_says_whether_it_is_utf8),
      cmocka_unit_test(padding_counts_characters_and_stops_controls),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
