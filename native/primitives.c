// One convolution, one max pooling and one matmul primitive of oneDNN, called in a loop from C with prebuilt arguments.
// Prints one line for each: the implementation, the fastest and the median time of a call in microseconds.
#define _POSIX_C_SOURCE 199309L

#include <dnnl.h>
#include <dnnl_debug.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_ARGUMENTS = 4, CALLS = 400, WARM_UP = 100 };

typedef struct {
  dnnl_primitive_t primitive;
  int count;
  dnnl_exec_arg_t arguments[MAX_ARGUMENTS];
  void *buffers[MAX_ARGUMENTS];
} step_t;

static dnnl_engine_t engine;
static dnnl_stream_t stream;

static void check(dnnl_status_t status, const char *what) {
  if (status != dnnl_success) {
    fprintf(stderr, "%s: %s\n", what, dnnl_status2str(status));
    exit(1);
  }
}

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static dnnl_memory_desc_t desc(int rank, const dnnl_dims_t dims, dnnl_format_tag_t tag) {
  dnnl_memory_desc_t made;
  check(dnnl_memory_desc_create_with_tag(&made, rank, dims, dnnl_f32, tag), "memory descriptor");
  return made;
}

// Gives the step one argument: aligned memory of the layout that the primitive asks for, filled with small numbers.
static void bind(step_t *step, const_dnnl_primitive_desc_t pd, int argument) {
  const_dnnl_memory_desc_t md = dnnl_primitive_desc_query_md(pd, dnnl_query_exec_arg_md, argument);
  size_t bytes = dnnl_memory_desc_get_size(md);
  size_t room = (bytes + 63) / 64 * 64;
  float *data = aligned_alloc(64, room);
  if (!data) {
    fprintf(stderr, "out of memory\n");
    exit(1);
  }
  memset(data, 0, room);
  for (size_t i = 0; i < bytes / sizeof(float); i++) data[i] = (float)(i % 17) * 0.0625f - 0.5f;
  dnnl_memory_t memory;
  check(dnnl_memory_create(&memory, md, engine, data), "memory");
  step->buffers[step->count] = data;
  step->arguments[step->count++] = (dnnl_exec_arg_t){argument, memory};
}

static void run(const char *name, dnnl_primitive_desc_t pd, const int *arguments, int count) {
  step_t step = {0};
  check(dnnl_primitive_create(&step.primitive, pd), "primitive");
  for (int i = 0; i < count; i++) bind(&step, pd, arguments[i]);

  double times[CALLS];
  for (int call = -WARM_UP; call < CALLS; call++) {
    double start = now_us();
    check(dnnl_primitive_execute(step.primitive, stream, step.count, step.arguments), "execute");
    check(dnnl_stream_wait(stream), "wait");
    if (call >= 0) times[call] = now_us() - start;
  }
  qsort(times, CALLS, sizeof *times, ascending);

  const char *implementation;
  check(dnnl_primitive_desc_query(pd, dnnl_query_impl_info_str, 0, &implementation), "implementation");
  printf("%-44s %-24s min %9.2f us  median %9.2f us\n", name, implementation, times[0], times[CALLS / 2]);

  for (int i = 0; i < step.count; i++) {
    check(dnnl_memory_destroy(step.arguments[i].memory), "destroy");
    free(step.buffers[i]);
  }
  check(dnnl_primitive_destroy(step.primitive), "destroy");
  check(dnnl_primitive_desc_destroy(pd), "destroy");
}

static void convolution(void) {
  dnnl_memory_desc_t src = desc(4, (dnnl_dims_t){1, 64, 56, 56}, dnnl_nhwc);
  dnnl_memory_desc_t weights = desc(4, (dnnl_dims_t){64, 64, 3, 3}, dnnl_format_tag_any);
  dnnl_memory_desc_t bias = desc(1, (dnnl_dims_t){64}, dnnl_a);
  dnnl_memory_desc_t dst = desc(4, (dnnl_dims_t){1, 64, 56, 56}, dnnl_nhwc);
  dnnl_dims_t one = {1, 1}, none = {0, 0};
  dnnl_primitive_desc_t pd;
  check(dnnl_convolution_forward_primitive_desc_create(&pd, engine, dnnl_forward_inference, dnnl_convolution_direct, src,
                                                       weights, bias, dst, one, none, one, one, NULL),
        "convolution");
  run("convolution 64x56x56, 64 of 3x3, nhwc", pd,
      (int[]){DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_BIAS, DNNL_ARG_DST}, 4);
  dnnl_memory_desc_destroy(src);
  dnnl_memory_desc_destroy(weights);
  dnnl_memory_desc_destroy(bias);
  dnnl_memory_desc_destroy(dst);
}

static void pooling(void) {
  dnnl_memory_desc_t src = desc(4, (dnnl_dims_t){1, 64, 112, 112}, dnnl_nhwc);
  dnnl_memory_desc_t dst = desc(4, (dnnl_dims_t){1, 64, 56, 56}, dnnl_nhwc);
  dnnl_dims_t stride = {2, 2}, window = {3, 3}, none = {0, 0}, before = {1, 1}, after = {0, 0};
  dnnl_primitive_desc_t pd;
  check(dnnl_pooling_forward_primitive_desc_create(&pd, engine, dnnl_forward_inference, dnnl_pooling_max, src, dst, stride,
                                                   window, none, before, after, NULL),
        "pooling");
  run("max pooling 64x112x112, 3x3 stride 2, nhwc", pd, (int[]){DNNL_ARG_SRC, DNNL_ARG_DST}, 2);
  dnnl_memory_desc_destroy(src);
  dnnl_memory_desc_destroy(dst);
}

// The size shows the price of a call itself: [16,16] x [16,16] computes next to nothing.
static void matmul(dnnl_dim_t m, dnnl_dim_t k, dnnl_dim_t n) {
  dnnl_memory_desc_t src = desc(2, (dnnl_dims_t){m, k}, dnnl_ab);
  dnnl_memory_desc_t weights = desc(2, (dnnl_dims_t){k, n}, dnnl_format_tag_any);
  dnnl_memory_desc_t dst = desc(2, (dnnl_dims_t){m, n}, dnnl_ab);
  dnnl_primitive_desc_t pd;
  check(dnnl_matmul_primitive_desc_create(&pd, engine, src, weights, NULL, dst, NULL), "matmul");
  char name[64];
  snprintf(name, sizeof name, "matmul [%d,%d] x [%d,%d]", (int)m, (int)k, (int)k, (int)n);
  run(name, pd, (int[]){DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST}, 3);
  dnnl_memory_desc_destroy(src);
  dnnl_memory_desc_destroy(weights);
  dnnl_memory_desc_destroy(dst);
}

int main(void) {
  check(dnnl_set_verbose(0), "verbose");
  check(dnnl_engine_create(&engine, dnnl_cpu, 0), "engine");
  check(dnnl_stream_create(&stream, engine, dnnl_stream_default_flags), "stream");
  const dnnl_version_t *version = dnnl_version();
  printf("oneDNN %d.%d.%d\n", version->major, version->minor, version->patch);
  convolution();
  pooling();
  matmul(128, 384, 1536);
  matmul(16, 16, 16);
  check(dnnl_stream_destroy(stream), "destroy");
  check(dnnl_engine_destroy(engine), "destroy");
  return 0;
}
