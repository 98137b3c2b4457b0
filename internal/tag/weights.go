package tag

// weights of the signals, in their order. Written by: go test ./internal/tag -run TestTrain -train
var weights = [...]float64{
	-1.77, // always
	0.84,  // headOut
	0.74,  // leadOut
	0.76,  // bodyOut
	0.84,  // named
	1.81,  // manyTypes
	1.55,  // somePeople
	1.88,  // told
	2.16,  // attacked
	0.54,  // claims
	0.25,  // admits
	-1.63, // noHint
	-0.93, // untakenTop
	-1.19, // untakenBelow
	-2.62, // otherTop
	-0.77, // otherBelow
	-1.29, // notData
	-0.10, // advises
	0.03,  // advisesTop
	-0.79, // nobody
}
