// SVG under test: bytes of every shape, escaping, and what is around them.

#include "report/svg.h"

#include "sample.h"

static void shapes_are_written_byte_by_byte(void **state)
{
  Text out = {.arena = arena_open()};
  (void)state;
  svg_line(&out, SVG_GRID, 0, 0.04, 10.05, -3.26);
  svg_rect(&out, SVG_SHADE, 1, 2, 3, 4);
  svg_text(&out, SVG_NORMAL, SVG_START, 5, 6, "a<b & \"c\"");
  svg_text_turned(&out, SVG_SOFT, SVG_END, 5, 6, -90, "y");
  svg_bar(&out, 8, 0, 0, 1, 1);
  svg_dot(&out, 2, 1, 2, 2.5);
  svg_stroke(&out, 8, 0, 0, 1, 1);
  svg_whisker(&out, 1, 2, 3);
  svg_curve_open(&out, 0);
  svg_move(&out, 0, 0);
  svg_to(&out, 123456, 0.96);
  svg_path_close(&out);
  svg_band_open(&out, 1);
  svg_box(&out, 1, 2, 3, 4);
  svg_seal(&out);
  svg_path_close(&out);
  svg_fill_open(&out, 0x00ff7);
  svg_path_close(&out);
  assert_string_equal(
      out.start,
      "<line class=\"grid\" x1=\"0\" y1=\"0\" x2=\"10.1\" y2=\"-3.3\"/>\n"
      "<rect class=\"shade\" x=\"1\" y=\"2\" width=\"3\" height=\"4\"/>\n"
      "<text x=\"5\" y=\"6\">a&lt;b &amp; &quot;c&quot;</text>\n"
      "<text class=\"soft\" x=\"5\" y=\"6\" text-anchor=\"end\" transform=\"rotate(-90 5 6)\">y"
      "</text>\n"
      "<rect class=\"f1\" x=\"0\" y=\"0\" width=\"1\" height=\"1\"/>\n"
      "<circle class=\"f2\" cx=\"1\" cy=\"2\" r=\"2.5\"/>\n"
      "<line class=\"curve s1 d1\" x1=\"0\" y1=\"0\" x2=\"1\" y2=\"1\"/>\n"
      "<line class=\"whisker\" x1=\"1\" y1=\"2\" x2=\"1\" y2=\"3\"/>\n"
      "<path class=\"curve s0\" d=\"M0 0L123456 1\"/>\n"
      "<path class=\"band f1\" d=\"M1 2h3v4h-3zZ\"/>\n"
      "<path fill=\"#000ff7\" shape-rendering=\"crispEdges\" d=\"\"/>\n");
  arena_close(out.arena);
}

static void what_xml_does_not_allow_becomes_a_question_mark(void **state)
{
  Text out = {.arena = arena_open()};
  (void)state;
  svg_escape(&out, "\x01\xC3\xA9\xFF\xED\xA0\x80\xEF\xBF\xBF\t\xE2\x82");
  assert_string_equal(out.start, "?\xC3\xA9??????????");
  arena_close(out.arena);
}

static void a_drawing_names_itself_and_knows_no_date(void **state)
{
  Text out = {.arena = arena_open()}, again = {.arena = out.arena};
  (void)state;
  svg_open(&out, 10, 20.5, "T <1>", "what it shows");
  svg_group_open(&out, "one");
  svg_group_close(&out);
  svg_close(&out);
  sample_check_svg(&out);
  assert_non_null(strstr(out.start, "width=\"10\" height=\"20.5\" viewBox=\"0 0 10 20.5\""));
  assert_non_null(strstr(out.start, "<title>T &lt;1&gt;</title>\n<desc>what it shows</desc>\n"));
  assert_non_null(strstr(out.start, "<g><title>one</title>\n</g>\n"));
  assert_non_null(strstr(out.start, "prefers-color-scheme:dark"));
  assert_int_equal(sample_count(out.start, "font-family"), 1);
  assert_null(strstr(out.start, " id="));
  svg_open(&again, 10, 20.5, "T <1>", NULL);
  assert_null(strstr(again.start, "<desc>"));
  arena_close(out.arena);
}

static void wider_letters_and_longer_texts_are_wider(void **state)
{
  (void)state;
  assert_true(svg_width("", 12) == 0);
  assert_true(svg_width("iiii", 12) < svg_width("nnnn", 12));
  assert_true(svg_width("nnnn", 12) < svg_width("MMMM", 12));
  assert_true(svg_width("\xC3\xA9", 12) == svg_width("e", 12));
  assert_true(svg_width("abc", 24) == 2 * svg_width("abc", 12));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shapes_are_written_byte_by_byte),
      cmocka_unit_test(what_xml_does_not_allow_becomes_a_question_mark),
      cmocka_unit_test(a_drawing_names_itself_and_knows_no_date),
      cmocka_unit_test(wider_letters_and_longer_texts_are_wider),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
