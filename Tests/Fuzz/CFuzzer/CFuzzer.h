#pragma once
#include <stddef.h>
#include <stdint.h>

/// libFuzzer's driver, which comes with `-sanitize=fuzzer`: calls `run` with inputs that it makes from earlier ones.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*run)(const uint8_t *bytes, size_t count));
