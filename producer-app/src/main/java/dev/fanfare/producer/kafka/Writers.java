package dev.fanfare.producer.kafka;

/// The ways to the topics.
///
/// @param prompt for a call whose caller waits for a few records
/// @param bulk for streams and imports
public record Writers(Outlets prompt, Outlets bulk) {

    /// Throws where Kafka or the registry is away.
    public void prepare() {
        prompt.prepare();
        bulk.prepare();
    }

    /// Whether Kafka has answered since the start, and its topics fit.
    public boolean isPrepared() {
        return bulk.isPrepared();
    }
}
