#pragma once
#include <stddef.h>
#include <stdint.h>

/// Common words of Malay, Indonesian and English, folded, each followed by a space.
const uint8_t *saring_vocabulary(void);
/// The vocabulary's length in bytes.
size_t saring_vocabulary_length(void);
/// How many words it holds.
size_t saring_vocabulary_count(void);
