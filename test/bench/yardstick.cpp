// A yardstick for the kernel: the model of kms-reference.yaml, written for nothing but itself.
// Poisson calls; an attempt asks a token bucket, hops to the least-loaded of three HSMs, is served
// first come first served, hops back. A client waits one second for an attempt: a command still
// queued then leaves the queue. Three attempts with full jitter. One HSM takes no new work for the
// middle sixth of the run.
//
//   g++ -O3 -march=native -o yardstick yardstick.cpp && ./yardstick SECONDS SEED
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

constexpr double kArrivalRate = 1500, kTokenRate = 1800, kTokenDepth = 1800;
constexpr double kTimeout = 1.0, kBackoffBase = 0.1, kServiceFloor = 0.0016;
constexpr int kHsms = 3, kMaxAttempts = 3;

// xoshiro256++ (Blackman and Vigna), seeded by splitmix64.
class Random {
 public:
  explicit Random(uint64_t seed) {
    for (uint64_t& word : state_) {
      seed += 0x9e3779b97f4a7c15u;
      uint64_t z = seed;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
      word = z ^ (z >> 31);
    }
  }
  double uniform() { return (next() >> 11) * 0x1.0p-53; }
  double exponential(double rate) { return -std::log1p(-uniform()) / rate; }
  double lognormal(double median, double sigma) { return median * std::exp(sigma * normal()); }

 private:
  static uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
  uint64_t next() {
    uint64_t* s = state_;
    const uint64_t result = rotl(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t; s[3] = rotl(s[3], 45);
    return result;
  }
  double normal() {  // polar method
    if (hasSpare_) { hasSpare_ = false; return spare_; }
    double x, y, q;
    do { x = 2 * uniform() - 1; y = 2 * uniform() - 1; q = x * x + y * y; } while (q >= 1 || q == 0);
    const double scale = std::sqrt(-2 * std::log(q) / q);
    spare_ = y * scale; hasSpare_ = true;
    return x * scale;
  }
  uint64_t state_[4];
  double spare_ = 0;
  bool hasSpare_ = false;
};

enum Kind : uint32_t { kArrival, kReachHsm, kServiceEnd, kReply, kTimedOut, kRetry, kDrain, kUndrain };

// Future events in a binary heap; of equal times, the one scheduled first comes first: the high
// half of `order` is the sequence, the low half says what happens to whom.
struct Event {
  double time;
  uint64_t order;
  Kind kind() const { return static_cast<Kind>(order & 7); }
  uint32_t subject() const { return static_cast<uint32_t>(order) >> 3; }
};
class Future {
 public:
  void add(double time, Kind kind, uint32_t subject) {
    heap_.push_back({time, (sequence_++ << 32) | (subject << 3) | kind});
    size_t at = heap_.size() - 1;
    const Event added = heap_[at];
    while (at > 0) {
      const size_t parent = (at - 1) / 2;
      if (!before(added, heap_[parent])) break;
      heap_[at] = heap_[parent];
      at = parent;
    }
    heap_[at] = added;
  }
  bool empty() const { return heap_.empty(); }
  Event take() {
    const Event first = heap_[0], last = heap_.back();
    heap_.pop_back();
    const size_t size = heap_.size();
    size_t at = 0, child;
    while ((child = 2 * at + 1) < size) {
      if (child + 1 < size && before(heap_[child + 1], heap_[child])) child++;
      if (!before(heap_[child], last)) break;
      heap_[at] = heap_[child];
      at = child;
    }
    if (size > 0) heap_[at] = last;
    return first;
  }

 private:
  static bool before(const Event& a, const Event& b) {
    return a.time < b.time || (a.time == b.time && a.order < b.order);
  }
  std::vector<Event> heap_;
  uint64_t sequence_ = 0;
};

enum State : uint8_t { kElsewhere, kWaiting, kServed };
struct Call { double due, started; int32_t previous, next; uint16_t stamp; uint8_t attempts, state, hsm; };
struct Hsm { int32_t first = -1, last = -1, serving = -1; int load = 0; bool drained = false; };
struct Timer { int32_t call; uint16_t stamp; };

class Simulation {
 public:
  Simulation(double seconds, uint64_t seed) : seconds_(seconds), random_(seed) {
    latencies_.reserve(static_cast<size_t>(seconds * 1600));
  }

  void run() {
    future_.add(random_.exponential(kArrivalRate), kArrival, 0);
    future_.add(seconds_ / 3, kDrain, 2);
    future_.add(seconds_ / 2, kUndrain, 2);
    while (!future_.empty()) {
      const Event event = future_.take();
      now_ = event.time;
      const uint32_t subject = event.subject();
      switch (event.kind()) {
        case kArrival: arrive(); break;
        case kReachHsm: reachHsm(subject); break;
        case kServiceEnd: endService(subject); break;
        case kReply: reply(subject); break;
        case kTimedOut: timeOut(subject); continue;
        case kRetry: events++; attempt(subject); break;
        case kDrain: hsms_[subject].drained = true; break;
        case kUndrain: hsms_[subject].drained = false; break;
      }
    }
  }

  double percentile(double p) {
    const size_t rank = static_cast<size_t>(std::ceil(p * latencies_.size())) - 1;
    std::nth_element(latencies_.begin(), latencies_.begin() + rank, latencies_.end());
    return latencies_[rank];
  }
  size_t succeeded() const { return latencies_.size(); }
  long events = 0, arrivals = 0, failures = 0, throttled = 0;

 private:
  void arrive() {
    events++;
    arrivals++;
    const double next = now_ + random_.exponential(kArrivalRate);
    if (next < seconds_) future_.add(next, kArrival, 0);
    int32_t id;
    if (freeCalls_.empty()) { id = static_cast<int32_t>(calls_.size()); calls_.push_back({}); }
    else { id = freeCalls_.back(); freeCalls_.pop_back(); }
    calls_[id].due = now_;
    calls_[id].attempts = 0;
    attempt(id);
  }

  void attempt(int32_t id) {
    Call& call = calls_[id];
    call.attempts++;
    call.started = now_;
    call.stamp++;
    tokens_ = std::min(kTokenDepth, tokens_ + (now_ - filled_) * kTokenRate);
    filled_ = now_;
    if (tokens_ >= 1) { tokens_--; future_.add(now_ + hop(), kReachHsm, id); }
    else { throttled++; fail(id); }
  }

  void reachHsm(int32_t id) {
    events++;
    int best = -1;
    for (int i = 0; i < kHsms; i++)
      if (!hsms_[i].drained && (best < 0 || hsms_[i].load < hsms_[best].load)) best = i;
    Hsm& hsm = hsms_[best];
    Call& call = calls_[id];
    call.hsm = static_cast<uint8_t>(best);
    hsm.load++;
    if (hsm.serving < 0) { serve(best, id); return; }
    call.state = kWaiting;
    call.next = -1;
    call.previous = hsm.last;
    (hsm.last >= 0 ? calls_[hsm.last].next : hsm.first) = id;
    hsm.last = id;
    int32_t timer;
    if (freeTimers_.empty()) { timer = static_cast<int32_t>(timers_.size()); timers_.push_back({}); }
    else { timer = freeTimers_.back(); freeTimers_.pop_back(); }
    timers_[timer] = {id, call.stamp};
    future_.add(call.started + kTimeout, kTimedOut, timer);
  }

  void endService(int index) {
    events++;
    Hsm& hsm = hsms_[index];
    const int32_t done = hsm.serving;
    hsm.serving = -1;
    hsm.load--;
    future_.add(now_ + hop(), kReply, done);
    if (hsm.first >= 0) { const int32_t next = hsm.first; unlink(next); serve(index, next); }
  }

  void reply(int32_t id) {
    events++;
    Call& call = calls_[id];
    if (now_ - call.started > kTimeout) { fail(id); return; }
    latencies_.push_back(now_ - call.due);
    release(id);
  }

  void timeOut(int32_t index) {
    const Timer timer = timers_[index];
    freeTimers_.push_back(index);
    const Call& call = calls_[timer.call];
    if (call.stamp != timer.stamp || call.state != kWaiting) return;
    events++;
    unlink(timer.call);
    hsms_[call.hsm].load--;
    fail(timer.call);
  }

  void fail(int32_t id) {
    Call& call = calls_[id];
    call.state = kElsewhere;
    if (call.attempts < kMaxAttempts) {
      const double ceiling = kBackoffBase * (1 << (call.attempts - 1));
      future_.add(now_ + random_.uniform() * ceiling, kRetry, id);
    } else { failures++; release(id); }
  }

  void serve(int index, int32_t id) {
    hsms_[index].serving = id;
    calls_[id].state = kServed;
    future_.add(now_ + kServiceFloor + random_.lognormal(0.0001, 0.8), kServiceEnd, index);
  }

  void unlink(int32_t id) {
    const Call& call = calls_[id];
    Hsm& hsm = hsms_[call.hsm];
    (call.previous >= 0 ? calls_[call.previous].next : hsm.first) = call.next;
    (call.next >= 0 ? calls_[call.next].previous : hsm.last) = call.previous;
  }

  void release(int32_t id) { calls_[id].state = kElsewhere; calls_[id].stamp++; freeCalls_.push_back(id); }
  double hop() { return random_.lognormal(0.0005, 0.3); }

  const double seconds_;
  Random random_;
  Future future_;
  Hsm hsms_[kHsms];
  std::vector<Call> calls_;
  std::vector<int32_t> freeCalls_, freeTimers_;
  std::vector<Timer> timers_;
  std::vector<double> latencies_;
  double now_ = 0, tokens_ = kTokenDepth, filled_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 600;
  const uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  const auto begin = std::chrono::steady_clock::now();
  Simulation simulation(seconds, seed);
  simulation.run();
  const double p50 = simulation.percentile(0.5), p99 = simulation.percentile(0.99);
  const double spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("{\"arrivals\":%ld,\"succeeded\":%zu,\"throughputPerSecond\":%.3f,\"p50Ms\":%.5f,\"p99Ms\":%.4f,"
              "\"failures\":%ld,\"throttledAttempts\":%ld,\"events\":%ld,\"seconds\":%.4f}\n",
              simulation.arrivals, simulation.succeeded(), simulation.succeeded() / seconds, p50 * 1e3,
              p99 * 1e3, simulation.failures, simulation.throttled, simulation.events, spent);
}
