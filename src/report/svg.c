// SVG: a small canvas whose bytes depend on what is drawn and on nothing else.

#include "report/svg.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const char STYLE[] =
    "<style>\n"
    ".nac text{font-family:Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif;"
    "font-size:12px;fill:#1b1b1b}\n"
    ".nac .soft{fill:#5c5c5c}.nac .small{font-size:11px;fill:#5c5c5c}\n"
    ".nac .title{font-size:15px;font-weight:bold}.nac .heading{font-weight:bold}\n"
    ".nac .paper{fill:#ffffff}.nac .shade{fill:#000000;fill-opacity:.07}\n"
    ".nac .wall{fill:#3c3c3c}.nac .axis{stroke:#5c5c5c}.nac .grid{stroke:#e6e6e6}\n"
    ".nac .mark{stroke:#5c5c5c;stroke-dasharray:4 3}.nac .leader{stroke-width:.7}\n"
    ".nac .leader{stroke:#9a9a9a}.nac .whisker{stroke:#1b1b1b;stroke-width:1.2}\n"
    ".nac .curve{fill:none;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:butt}\n"
    ".nac .band{stroke:none;fill-opacity:.18}\n"
    ".nac .d1{stroke-dasharray:6 3}.nac .d2{stroke-dasharray:1.6 2.4}\n"
    ".nac .s0{stroke:#0072b2}.nac .s1{stroke:#d55e00}.nac .s2{stroke:#009e73}\n"
    ".nac .s3{stroke:#cc79a7}.nac .s4{stroke:#e69f00}.nac .s5{stroke:#56b4e9}\n"
    ".nac .s6{stroke:#1b1b1b}\n"
    ".nac .f0{fill:#0072b2}.nac .f1{fill:#d55e00}.nac .f2{fill:#009e73}\n"
    ".nac .f3{fill:#cc79a7}.nac .f4{fill:#e69f00}.nac .f5{fill:#56b4e9}\n"
    ".nac .f6{fill:#1b1b1b}\n"
    ".nac .black{fill:#000000}.nac .white{fill:#ffffff}\n"
    "@media (prefers-color-scheme:dark){\n"
    ".nac text{fill:#e8e8e8}.nac .soft,.nac .small{fill:#a8a8a8}\n"
    ".nac .paper{fill:#14171c}.nac .shade{fill:#ffffff;fill-opacity:.1}.nac .wall{fill:#a0a0a0}\n"
    ".nac .axis,.nac .mark{stroke:#a8a8a8}.nac .grid{stroke:#2b3038}\n"
    ".nac .leader{stroke:#70757d}.nac .whisker{stroke:#e8e8e8}.nac .band{fill-opacity:.28}\n"
    ".nac .s0{stroke:#3b82d6}.nac .f0{fill:#3b82d6}.nac .s5{stroke:#9ad8fa}\n"
    ".nac .f5{fill:#9ad8fa}.nac .s6{stroke:#e8e8e8}.nac .f6{fill:#e8e8e8}\n"
    "}\n"
    "</style>\n";

static const char *const AREAS[] = {"paper", "shade", "wall"};

// A length in tenths of a pixel. What is not a number has no place: that is our own mistake.
static void add_length(Text *out, double x)
{
  assert(isfinite(x));
  double tenths = floor(x * 10 + 0.5);
  if (tenths > 1e7) tenths = 1e7;
  if (tenths < -1e7) tenths = -1e7;
  long n = (long)tenths;
  char digits[24];
  int  at = (int)sizeof digits;
  unsigned long size = (unsigned long)(n < 0 ? -n : n);
  if (size % 10 != 0) {
    digits[--at] = (char)('0' + size % 10);
    digits[--at] = '.';
  }
  size /= 10;
  do digits[--at] = (char)('0' + size % 10);
  while ((size /= 10) != 0);
  if (n < 0) digits[--at] = '-';
  text_add_bytes(out, digits + at, sizeof digits - (size_t)at);
}

static void add_attribute(Text *out, const char *name, double x)
{
  text_print(out, " %s=\"", name);
  add_length(out, x);
  text_add(out, "\"");
}

// The length of the character at `text`, 0 where it is broken or none that XML allows.
static size_t measure_character(const char *text)
{
  uint32_t rune = 0;
  size_t   n = text_rune(text, strnlen(text, 4), &rune);
  return rune < 0x20 || rune == 0x7F || rune == 0xFFFE || rune == 0xFFFF ? 0 : n;
}

void svg_escape(Text *out, const char *text)
{
  while (*text != '\0') {
    size_t n = measure_character(text);
    if (n == 0) text_add(out, "?");
    else if (*text == '&') text_add(out, "&amp;");
    else if (*text == '<') text_add(out, "&lt;");
    else if (*text == '>') text_add(out, "&gt;");
    else if (*text == '"') text_add(out, "&quot;");
    else text_add_bytes(out, text, n);
    text += n == 0 ? 1 : n;
  }
}

void svg_open(Text *out, double width, double height, const char *title, const char *about)
{
  text_add(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"nac\"");
  add_attribute(out, "width", width);
  add_attribute(out, "height", height);
  text_add(out, " viewBox=\"0 0 ");
  add_length(out, width);
  text_add(out, " ");
  add_length(out, height);
  text_add(out, "\" role=\"img\">\n<title>");
  svg_escape(out, title);
  text_add(out, "</title>\n");
  if (about != NULL) {
    text_add(out, "<desc>");
    svg_escape(out, about);
    text_add(out, "</desc>\n");
  }
  text_add(out, STYLE);
  svg_rect(out, SVG_PAPER, 0, 0, width, height);
}

void svg_close(Text *out)
{
  text_add(out, "</svg>\n");
}

void svg_group_open(Text *out, const char *name)
{
  text_add(out, "<g>");
  if (name != NULL && name[0] != '\0') {
    text_add(out, "<title>");
    svg_escape(out, name);
    text_add(out, "</title>");
  }
  text_add(out, "\n");
}

void svg_group_close(Text *out)
{
  text_add(out, "</g>\n");
}

static void add_ends(Text *out, double x1, double y1, double x2, double y2)
{
  add_attribute(out, "x1", x1);
  add_attribute(out, "y1", y1);
  add_attribute(out, "x2", x2);
  add_attribute(out, "y2", y2);
  text_add(out, "/>\n");
}

void svg_line(Text *out, SvgLine line, double x1, double y1, double x2, double y2)
{
  static const char *const classes[] = {"axis", "grid", "mark", "leader"};
  text_print(out, "<line class=\"%s\"", classes[line]);
  add_ends(out, x1, y1, x2, y2);
}

static void add_box(Text *out, double x, double y, double width, double height)
{
  add_attribute(out, "x", x);
  add_attribute(out, "y", y);
  add_attribute(out, "width", width);
  add_attribute(out, "height", height);
  text_add(out, "/>\n");
}

void svg_rect(Text *out, SvgArea area, double x, double y, double width, double height)
{
  text_print(out, "<rect class=\"%s\"", AREAS[area]);
  add_box(out, x, y, width, height);
}

void svg_text(Text *out, SvgFont font, SvgAnchor anchor, double x, double y, const char *text)
{
  svg_text_turned(out, font, anchor, x, y, 0, text);
}

void svg_text_turned(Text *out, SvgFont font, SvgAnchor anchor, double x, double y, int degrees,
                     const char *text)
{
  static const char *const classes[] = {"", "soft",  "small", "title",
                                        "heading", "black", "white"};
  static const char *const anchors[] = {"start", "middle", "end"};
  text_add(out, "<text");
  if (font != SVG_NORMAL) text_print(out, " class=\"%s\"", classes[font]);
  add_attribute(out, "x", x);
  add_attribute(out, "y", y);
  if (anchor != SVG_START) text_print(out, " text-anchor=\"%s\"", anchors[anchor]);
  if (degrees != 0) {
    text_print(out, " transform=\"rotate(%d ", degrees);
    add_length(out, x);
    text_add(out, " ");
    add_length(out, y);
    text_add(out, ")\"");
  }
  text_add(out, ">");
  svg_escape(out, text);
  text_add(out, "</text>\n");
}

void svg_bar(Text *out, int series, double x, double y, double width, double height)
{
  text_print(out, "<rect class=\"f%d\"", series % SVG_COLOURS);
  add_box(out, x, y, width, height);
}

void svg_dot(Text *out, int series, double x, double y, double radius)
{
  text_print(out, "<circle class=\"f%d\"", series % SVG_COLOURS);
  add_attribute(out, "cx", x);
  add_attribute(out, "cy", y);
  add_attribute(out, "r", radius);
  text_add(out, "/>\n");
}

// The classes of a series' line: colour, and dashes from the second round on.
static void add_series(Text *out, int series)
{
  int round = series / SVG_COLOURS % 3;
  text_print(out, "curve s%d", series % SVG_COLOURS);
  if (round != 0) text_print(out, " d%d", round);
}

void svg_stroke(Text *out, int series, double x1, double y1, double x2, double y2)
{
  text_add(out, "<line class=\"");
  add_series(out, series);
  text_add(out, "\"");
  add_ends(out, x1, y1, x2, y2);
}

void svg_whisker(Text *out, double x, double y1, double y2)
{
  text_add(out, "<line class=\"whisker\"");
  add_ends(out, x, y1, x, y2);
}

void svg_curve_open(Text *out, int series)
{
  text_add(out, "<path class=\"");
  add_series(out, series);
  text_add(out, "\" d=\"");
}

void svg_band_open(Text *out, int series)
{
  text_print(out, "<path class=\"band f%d\" d=\"", series % SVG_COLOURS);
}

void svg_fill_open(Text *out, unsigned colour)
{
  text_print(out, "<path fill=\"#%06x\" shape-rendering=\"crispEdges\" d=\"", colour & 0xFFFFFF);
}

void svg_area_open(Text *out, SvgArea area)
{
  text_print(out, "<path class=\"%s\" shape-rendering=\"crispEdges\" d=\"", AREAS[area]);
}

static void add_point(Text *out, const char *command, double x, double y)
{
  text_add(out, command);
  add_length(out, x);
  text_add(out, " ");
  add_length(out, y);
}

void svg_move(Text *out, double x, double y)
{
  add_point(out, "M", x, y);
}

void svg_to(Text *out, double x, double y)
{
  add_point(out, "L", x, y);
}

void svg_box(Text *out, double x, double y, double width, double height)
{
  add_point(out, "M", x, y);
  text_add(out, "h");
  add_length(out, width);
  text_add(out, "v");
  add_length(out, height);
  text_add(out, "h");
  add_length(out, -width);
  text_add(out, "z");
}

void svg_seal(Text *out)
{
  text_add(out, "Z");
}

void svg_path_close(Text *out)
{
  text_add(out, "\"/>\n");
}

// Thousandths of the font's size, by kind of letter, a little more than Helvetica's.
static int measure_letter(unsigned char c)
{
  if (strchr("iljtfI.,:;'|!()[] ", c) != NULL) return 320;
  if (strchr("mwMW@%", c) != NULL) return 920;
  if (c >= 'A' && c <= 'Z') return 740;
  return 610;
}

double svg_width(const char *text, double size)
{
  double thousandths = 0;
  for (const char *c = text; *c != '\0'; c++) {
    if (((unsigned char)*c & 0xC0) == 0x80) continue;   // the rest of a character
    thousandths += measure_letter((unsigned char)*c);
  }
  return thousandths * size / 1000;
}
