#include "CSimdjson.h"

#include <simdjson.h>

struct saring_json {
  simdjson::dom::parser parser;
  size_t depth = 0;
};

saring_json *saring_json_create(void) { return new (std::nothrow) saring_json; }
void saring_json_destroy(saring_json *parser) { delete parser; }

saring_json_document saring_json_parse(saring_json *self, const uint8_t *bytes, size_t count, size_t depth) {
  saring_json_document out = {0, nullptr, 0, nullptr};
  if (self->depth != depth || self->parser.capacity() < count) {
    // Growing in powers of two keeps a stream of slowly growing records from reallocating each time.
    size_t capacity = 4096;
    while (capacity < count) capacity *= 2;
    auto error = self->parser.allocate(capacity, depth);
    if (error) {
      out.error = error;
      return out;
    }
    self->depth = depth;
  }
  auto result = self->parser.parse(bytes, count, false);
  if (result.error()) {
    out.error = result.error();
    return out;
  }
  out.tape = self->parser.doc.tape.get();
  out.tape_count = size_t(out.tape[0] & 0x00FFFFFFFFFFFFFFULL);
  out.strings = self->parser.doc.string_buf.get();
  return out;
}

const char *saring_json_message(int32_t error) { return simdjson::error_message(simdjson::error_code(error)); }
size_t saring_json_padding(void) { return simdjson::SIMDJSON_PADDING; }
