package tag

// weights of the signals, in their order. Written by: go test ./internal/tag -run TestTrain -train
var weights = [...]float64{
	1.09,  // always
	0.24,  // headOut
	0.29,  // leadOut
	0.86,  // bodyOut
	0.53,  // named
	1.19,  // manyTypes
	0.57,  // somePeople
	1.01,  // told
	0.15,  // attacked
	0.76,  // claims
	0.59,  // admits
	-1.44, // noHint
	-0.97, // untakenTop
	-1.58, // untakenBelow
	-2.33, // otherTop
	-0.43, // otherBelow
	-1.10, // notData
	-0.10, // advises
	0.20,  // advisesTop
	-1.29, // nobody
	0.81,  // dated
	0.33,  // warns
	-1.12, // sourceless
	-1.24, // mute
}
