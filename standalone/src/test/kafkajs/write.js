// Writes one event straight to Kafka: node write.js BROKERS REGISTRY TOPIC EVENT
const { Kafka, logLevel } = require('kafkajs');
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry');

const [brokers, host, topic, event] = process.argv.slice(2);

async function main() {
  const registry = new SchemaRegistry({ host });
  const id = await registry.getLatestSchemaId(`${topic}-value`);
  const value = await registry.encode(id, JSON.parse(event));
  const kafka = new Kafka({ clientId: 'kafkajs', brokers: brokers.split(','), logLevel: logLevel.ERROR });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ key: 'any', value }] });
  await producer.disconnect();
}

main().catch((failed) => {
  console.error(failed);
  process.exit(1);
});
