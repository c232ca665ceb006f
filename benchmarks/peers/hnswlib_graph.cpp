// hnswlib (Debian libhnswlib-dev 0.6.2) on the same vectors: the peer of `graph`.
//
//   g++ -O3 -march=native -std=c++17 -pthread -o hnswlib_graph hnswlib_graph.cpp
//   hnswlib_graph BASE QUERIES TRUTH COUNT QUERY_COUNT DIM K M EF_CONSTRUCTION THREADS
//
// BASE and QUERIES are raw float32, TRUTH raw int32 rows of the K nearest. Prints the seconds of
// building, of processors while building, and the bytes of vectors and links; then for each line
// "EF" of standard input searches all queries one by one on one thread, three times, and prints the
// sum of the least seconds of each, and recall.
#include <hnswlib/hnswlib.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <iostream>
#include <set>
#include <sys/mman.h>
#include <thread>
#include <vector>

static const void *map_file(const char *path, size_t bytes) {
    int file = open(path, O_RDONLY);
    void *data = mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, file, 0);
    if (file < 0 || data == MAP_FAILED) {
        std::perror(path);
        std::exit(1);
    }
    return data;
}

static double now() {
    return std::chrono::duration<double>(
               std::chrono::steady_clock::now().time_since_epoch()).count();
}

int main(int argc, char **argv) {
    if (argc != 11) {
        std::fprintf(stderr, "expected 10 arguments\n");
        return 2;
    }
    size_t count = std::atoll(argv[4]), queries = std::atoll(argv[5]), dim = std::atoll(argv[6]);
    size_t k = std::atoll(argv[7]), m = std::atoll(argv[8]), ef = std::atoll(argv[9]);
    int threads = std::atoi(argv[10]);
    auto *base = static_cast<const float *>(map_file(argv[1], count * dim * 4));
    auto *query = static_cast<const float *>(map_file(argv[2], queries * dim * 4));
    auto *truth = static_cast<const int *>(map_file(argv[3], queries * k * 4));

    hnswlib::L2Space space(dim);
    hnswlib::HierarchicalNSW<float> index(&space, count, m, ef);
    double start = now();
    index.addPoint(base, 0);
    std::atomic<size_t> next{1};
    std::vector<std::thread> workers;
    for (int t = 0; t < threads; t++) {
        workers.emplace_back([&] {
            for (size_t row; (row = next++) < count;) {
                index.addPoint(base + row * dim, row);
            }
        });
    }
    for (auto &worker : workers) {
        worker.join();
    }
    double seconds = now() - start;
    size_t bytes = count * index.size_data_per_element_;
    for (size_t row = 0; row < count; row++) {
        bytes += index.element_levels_[row] * index.size_links_per_element_;
    }
    double busy = double(std::clock()) / CLOCKS_PER_SEC;
    std::cout << seconds << ' ' << bytes << ' ' << busy << std::endl;

    while (std::cin >> ef) {
        index.setEf(ef);
        size_t hits = 0;
        double searching = 0;
        for (size_t q = 0; q < queries; q++) {
            double least = 1e9;
            for (int round = 0; round < 2; round++) {
                double from = now();
                index.searchKnn(query + q * dim, k);
                least = std::min(least, now() - from);
            }
            double from = now();
            auto found = index.searchKnn(query + q * dim, k);
            searching += std::min(least, now() - from);
            std::set<int> right(truth + q * k, truth + (q + 1) * k);
            for (; !found.empty(); found.pop()) {
                hits += right.count(static_cast<int>(found.top().second));
            }
        }
        std::cout << searching << ' ' << double(hits) / double(queries * k) << std::endl;
    }
}
