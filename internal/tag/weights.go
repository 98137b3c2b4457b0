package tag

// weights of the signals, in their order. Written by: go test ./internal/tag -run TestTrain -train
var weights = [...]float64{
	-1.02, // always
	0.50, // headOut
	0.69, // leadOut
	1.03, // bodyOut
	0.46, // named
	1.88, // manyTypes
	1.48, // somePeople
	1.57, // told
	1.89, // attacked
	0.56, // claims
	-0.08, // admits
	-1.80, // noHint
	-1.09, // untakenTop
	-0.99, // untakenBelow
	-2.94, // otherTop
	-0.83, // otherBelow
	-1.05, // notData
	-0.13, // advises
	-0.20, // advisesTop
	-1.11, // nobody
}
