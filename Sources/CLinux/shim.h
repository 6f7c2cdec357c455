#pragma once
/// What glibc declares only under _GNU_SOURCE, which Swift's Glibc module does not set, and what the module leaves out.

#include <malloc.h>

#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE 1
#endif
extern int renameat2(int old_directory, const char *old_name, int new_directory, const char *new_name, unsigned int flags);

#ifndef SYNC_FILE_RANGE_WRITE
#define SYNC_FILE_RANGE_WAIT_BEFORE 1
#define SYNC_FILE_RANGE_WRITE 2
#endif
extern int sync_file_range(int descriptor, long long offset, long long count, unsigned int flags);
