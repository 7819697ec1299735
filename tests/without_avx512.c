/* Let a program see this CPU without AVX-512, VNNI and AMX, so that it runs as on a laptop with AVX2 alone.
 *
 * CPUID faulting (x86-64 Linux, flag cpuid_fault in /proc/cpuinfo): each CPUID instruction becomes a signal, and the handler answers
 * it with those features taken out. Instructions of the program itself are not forbidden; ONNX Runtime, LiteRT and NumPy ask first.
 *
 *     cc -O1 -shared -fPIC -o without_avx512.so tests/without_avx512.c
 *     LD_PRELOAD=./without_avx512.so python -m train evaluate ... --cost
 */
#define _GNU_SOURCE
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#define ARCH_SET_CPUID 0x1012
#define BIT(n) (1u << (n))

static struct sigaction before;

static void let_cpuid(long run) { syscall(SYS_arch_prctl, ARCH_SET_CPUID, run); }

static void answer(int signal, siginfo_t *info, void *context) {
    greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
    const unsigned char *at = (const unsigned char *)registers[REG_RIP];
    (void)signal;
    if (info->si_code != SI_KERNEL || at[0] != 0x0f || at[1] != 0xa2) { /* a real fault: let it happen again */
        sigaction(SIGSEGV, &before, NULL);
        return;
    }
    unsigned leaf = registers[REG_RAX], part = registers[REG_RCX];
    unsigned a = leaf, b, c = part, d;
    let_cpuid(1);
    __asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
    let_cpuid(0);
    if (leaf == 7 && part == 0) {
        b &= ~(BIT(16) | BIT(17) | BIT(21) | BIT(26) | BIT(27) | BIT(28) | BIT(30) | BIT(31)); /* AVX-512 F DQ IFMA PF ER CD BW VL */
        c &= ~(BIT(1) | BIT(6) | BIT(11) | BIT(12) | BIT(14));                                 /* VBMI VBMI2 VNNI BITALG VPOPCNTDQ */
        d &= ~(BIT(2) | BIT(3) | BIT(8) | BIT(22) | BIT(23) | BIT(24) | BIT(25)); /* 4VNNIW 4FMAPS VP2INTERSECT, AMX, FP16 */
    }
    if (leaf == 7 && part == 1) {
        a &= ~(BIT(4) | BIT(5) | BIT(21) | BIT(23)); /* AVX-VNNI, AVX-512 BF16, AMX-FP16, AVX-IFMA */
        d &= ~(BIT(4) | BIT(10) | BIT(19));          /* AVX-VNNI-INT8 and -INT16, AVX10 */
    }
    registers[REG_RAX] = a;
    registers[REG_RBX] = b;
    registers[REG_RCX] = c;
    registers[REG_RDX] = d;
    registers[REG_RIP] += 2;
}

__attribute__((constructor)) static void begin(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = answer;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    sigaction(SIGSEGV, &action, &before);
    let_cpuid(0);
}
