/* The standard library takes its random numbers from this library, which Wine 8 of Debian 12 lacks. For Wine alone: Windows has
   its own, and nothing of this is delivered. */
#include <windows.h>

BOOLEAN WINAPI SystemFunction036(PVOID, ULONG);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
    for (ULONG part; length; data += part, length -= part) {
        part = length > 1 << 30 ? 1 << 30 : (ULONG)length;
        if (!SystemFunction036(data, part)) return FALSE;
    }
    return TRUE;
}
