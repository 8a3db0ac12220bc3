// PCG: O'Neill's own generator (pcg64: 128 bits of state, 64 of output, XSL-RR) for C.
//
// The library keeps its state to itself; a descendant may see it, and that is all that Generator
// adds: to be set down as a Stream and taken up again. A fill works on a local Generator, so
// that the state is written back once; a word then costs what the chain of 128-bit
// multiplications does, about five cycles.

extern "C" {
#include "math/chance.h"
}
#include "math/pcg.h"

#include <pcg_random.hpp>

namespace {

typedef pcg64::state_type Wide;

Wide join(const uint64_t part[2])
{
  return (Wide(part[0]) << 64) | Wide(part[1]);
}

void split(Wide whole, uint64_t part[2])
{
  part[0] = uint64_t(whole >> 64);
  part[1] = uint64_t(whole);
}

class Generator : public pcg64 {
public:
  Generator(const uint64_t start[2], const uint64_t sequence[2])
      : pcg64(join(start), join(sequence)) {}

  explicit Generator(const Stream &stream)
  {
    state_ = join(stream.state);
    inc_ = join(stream.increment);
  }

  void set_down(Stream *stream) const
  {
    split(state_, stream->state);
    split(inc_, stream->increment);
  }
};

}  // namespace

extern "C" Stream pcg_open(const uint64_t start[2], const uint64_t sequence[2])
{
  Stream stream;
  Generator(start, sequence).set_down(&stream);
  return stream;
}

extern "C" void stream_fill(Stream *stream, uint64_t *words, int n, int stride)
{
  Generator generator(*stream);
  for (int i = 0; i < n; i++, words += stride) *words = generator();
  generator.set_down(stream);
}

extern "C" void stream_fill_four(Stream stream[4], uint64_t *words, int n, int stride)
{
  Generator a(stream[0]), b(stream[1]), c(stream[2]), d(stream[3]);
  for (int i = 0; i < n; i++, words += stride) {
    words[0] = a();
    words[1] = b();
    words[2] = c();
    words[3] = d();
  }
  a.set_down(&stream[0]);
  b.set_down(&stream[1]);
  c.set_down(&stream[2]);
  d.set_down(&stream[3]);
}

extern "C" uint64_t stream_next(Stream *stream)
{
  Generator generator(*stream);
  uint64_t word = generator();
  generator.set_down(stream);
  return word;
}
