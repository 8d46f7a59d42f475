package dev.fanfare.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResidentMemoryTest {

    @Test
    void the_highest_is_told_in_mebibytes() {
        assertThat(ResidentMemory.highest(
                        "Name:\tjava\nVmPeak:\t 4749272 kB\nVmHWM:\t  786432 kB\nVmRSS:\t  599216 kB\n"))
                .isEqualTo(768);
    }

    @Test
    void a_process_that_has_ended_has_none() {
        assertThatThrownBy(() -> ResidentMemory.highest("Name:\tjava\nState:\tZ (zombie)\n"))
                .hasMessageContaining("VmHWM");
    }
}
