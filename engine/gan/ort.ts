import './quiet.ts';
import ort from 'onnxruntime-node';

/** ONNX Runtime, as every room is to load it: it tells nobody anything. */
export default ort;
