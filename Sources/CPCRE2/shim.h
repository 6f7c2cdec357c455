#pragma once
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

// PCRE2_UNSET is a cast of all ones, which Swift's importer cannot read as a constant of its signed Int.
static inline PCRE2_SIZE saring_pcre2_unset(void) { return PCRE2_UNSET; }
